/** Says that something is done, and how long it took. */
export function sayDone(name: string, began: number): void {
  console.log(`✓ ${name.padEnd(46)} ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`);
}

/** Runs one named step and says how long it took. */
export async function step<T>(name: string, work: () => Promise<T> | T): Promise<T> {
  const began = performance.now();
  try {
    const result = await work();
    sayDone(name, began);
    return result;
  } catch (error) {
    console.error(`✗ ${name}`);
    throw error;
  }
}
