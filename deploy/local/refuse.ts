/** Says in one line what is wrong and what to do, and ends the program before anything is half done. */
export function refuse(problem: string, remedy: string): never {
  console.error(`\n✗ ${problem}\n  → ${remedy}`);
  process.exit(1);
}
