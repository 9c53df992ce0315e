export type Level = "info" | "warn" | "error";
export type Log = (level: Level, event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** One JSON object a line on stdout. */
export const stdoutLog: Log = (level, event, fields = {}) => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
