import { errorFields, type Log } from "../../../log.ts";

/** Steps that take back what was made, the latest first. What cannot be taken back is logged, for somebody to remove by hand. */
export function openUndo(log: Log) {
  const steps: { kind: string; step: () => Promise<void> }[] = [];
  return {
    push(kind: string, step: () => Promise<void>): void {
      steps.push({ kind, step });
    },
    async run(): Promise<void> {
      for (const { kind, step } of steps.reverse())
        await step().catch((error: unknown) => log.error("airbyte-left-over", { kind, ...errorFields(error) }));
    },
  };
}
