import type { z } from "zod";
import type { Stores } from "../db/open.ts";
import type { Log } from "../log.ts";
import type { Services } from "../services.ts";

/** What a job works with. `log` carries the task, tenant and run ids already. */
export interface JobContext extends Omit<Services, "log">, Stores {
  readonly log: Log;
}

/**
 * One kind of message. `run` may be called any number of times for one message, also after an earlier call was killed midway, and must come
 * to the same end. A message that fails `maxAttempts` times is put among the dead letters.
 */
export interface Job {
  readonly name: string;
  readonly payload: z.ZodType;
  readonly maxAttempts: number;
  readonly run: (payload: never, context: JobContext) => Promise<void>;
}

export function defineJob<Payload extends z.ZodType>(job: {
  readonly name: string;
  readonly payload: Payload;
  readonly maxAttempts: number;
  readonly run: (payload: z.output<Payload>, context: JobContext) => Promise<void>;
}): Job {
  return job;
}
