export type Level = "info" | "warn" | "error";
export type Fields = Readonly<Record<string, unknown>>;

export interface Log {
  (level: Level, event: string, fields?: Fields): void;
  /** The same log with fields on every line. */
  with(fields: Fields): Log;
}

/** One JSON object a line, on stdout unless told otherwise. */
export function createLog(
  write: (line: string) => void = (line) => void process.stdout.write(line),
  fixed: Fields = {},
): Log {
  const log = (level: Level, event: string, fields: Fields = {}) =>
    write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fixed, ...fields })}\n`);
  return Object.assign(log, { with: (fields: Fields) => createLog(write, { ...fixed, ...fields }) });
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
