import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { finished } from "node:stream/promises";

const LARGEST_LOG = 8 * 1024 * 1024;
const KEPT_LOGS = 1000;
const NEWLINE = 10;

export interface JobLog {
  write(level: string, text: string): void;
  /** From now on these values are masked as well, besides those named before. */
  censorWith(censor: (text: string) => string): void;
  censor(text: string): string;
  close(): Promise<void>;
}

const pathOf = (folder: string, jobId: number): string => join(folder, `job-${jobId}.log`);

/** The log of one job for people; ends with a note when it grows beyond its bound. The thousandth job before this one loses its log. */
export async function openJobLog(folder: string, jobId: number): Promise<JobLog> {
  const path = pathOf(folder, jobId);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rm(pathOf(folder, jobId - KEPT_LOGS), { force: true });
  const stream = createWriteStream(path, { flags: "a", mode: 0o600 });
  let fault: Error | undefined;
  stream.on("error", (error) => {
    fault = error;
  });
  const censors: ((text: string) => string)[] = [];
  const censor = (text: string) => censors.reduce((hidden, next) => next(hidden), text);
  let written = 0;
  return {
    censor,
    write(level, text) {
      if (written > LARGEST_LOG || fault) return;
      const line = `${new Date().toISOString()} ${level} ${censor(text)}\n`;
      written += line.length;
      stream.write(written > LARGEST_LOG ? "… the log is cut here, it grew too long\n" : line);
    },
    censorWith: (censor) => void censors.push(censor),
    async close() {
      if (fault) throw fault;
      stream.end();
      await finished(stream);
    },
  };
}

export interface LogPart {
  readonly bytes: Buffer;
  /** Of the log so far, in whole lines: where following it has come to its end. */
  readonly logBytes: number;
}

/** Whole lines from that byte on, as many as fit, but always one; empty for a job that has not written (so much) yet. */
export async function readJobLog(folder: string, jobId: number, offset = 0, most = LARGEST_LOG * 2): Promise<LogPart> {
  try {
    const path = pathOf(folder, jobId);
    const { size } = await stat(path);
    const read = (end: number) => buffer(createReadStream(path, { start: offset, end }));
    const part = await read(offset + most - 1);
    const last = part.lastIndexOf(NEWLINE);
    if (part.length < most) return { bytes: part.subarray(0, last + 1), logBytes: offset + last + 1 };
    if (last !== -1) return { bytes: part.subarray(0, last + 1), logBytes: size };
    const whole = await read(size);
    return { bytes: whole.subarray(0, whole.indexOf(NEWLINE) + 1), logBytes: size };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { bytes: Buffer.alloc(0), logBytes: 0 };
    throw error;
  }
}
