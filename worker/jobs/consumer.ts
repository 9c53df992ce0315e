import { z } from "zod";
import { Id, TenantId } from "#contracts/fields.ts";
import { errorFields } from "../log.ts";
import { backoffMs } from "./backoff.ts";
import type { Job, JobContext } from "./define-job.ts";
import { jobs } from "./registry.ts";

const Body = z.object({ id: Id, job: z.string().min(1).max(100), payload: z.unknown() });
/** What log lines and dead letters say of any message, whether it is good or not. */
const Ids = z.object({ tenant_id: TenantId.nullable().catch(null), run_id: Id.nullable().catch(null) });
const noIds = { tenant_id: null, run_id: null };

const deadQueue = /-dead$/;
const firstDelayMs = 2_000;
const longestDelayMs = 300_000;

/** Handles each message by itself: a bad one is put aside, one that fails comes back later, and neither touches its neighbours. */
export async function consume(
  batch: MessageBatch<unknown>,
  context: JobContext,
  registry: readonly Job[] = jobs,
): Promise<void> {
  const dead = deadQueue.test(batch.queue);
  await Promise.all(
    batch.messages.map((message) => (dead ? buryDead(message, context) : handle(message, context, registry))),
  );
}

async function handle(message: Message<unknown>, context: JobContext, registry: readonly Job[]): Promise<void> {
  const body = Body.safeParse(message.body);
  if (!body.success) return putAside(message, context, "the message is none of ours");
  const job = registry.find(({ name }) => name === body.data.job);
  if (!job) return putAside(message, context, `there is no job "${body.data.job}"`);
  const payload = job.payload.safeParse(body.data.payload);
  if (!payload.success)
    return putAside(message, context, `the payload does not fit: ${z.prettifyError(payload.error)}`);

  const log = context.log.with({
    ...idsOf(body.data.payload),
    task_id: body.data.id,
    message_id: message.id,
    job: job.name,
    attempt: message.attempts,
  });
  const started = context.clock();
  try {
    await job.run(payload.data as never, { ...context, log });
    log.info("job-done", { duration_ms: context.clock() - started });
    message.ack();
  } catch (error) {
    if (message.attempts >= job.maxAttempts) {
      log.error("job-failed", errorFields(error));
      return putAside(message, context, errorFields(error).error?.toString() ?? "unknown");
    }
    const delaySeconds = Math.ceil(backoffMs(message.attempts, firstDelayMs, longestDelayMs) / 1000);
    log.warn("job-will-be-tried-again", { delay_seconds: delaySeconds, ...errorFields(error) });
    message.retry({ delaySeconds });
  }
}

/** Into the dead letters, for people to see; when even that fails, the queue keeps the message. */
async function putAside(message: Message<unknown>, context: JobContext, error: string): Promise<void> {
  const body = Body.safeParse(message.body);
  const ids = idsOf(body.data?.payload);
  const job = body.data?.job ?? "unknown";
  try {
    await context.system.deadLetters.bury({
      id: message.id,
      tenantId: ids.tenant_id,
      job,
      payload: message.body,
      error,
    });
    context.log.error("dead-letter", { ...ids, message_id: message.id, job, reason: error });
    message.ack();
  } catch (failure) {
    context.log.error("dead-letter-not-kept", { ...ids, message_id: message.id, job, ...errorFields(failure) });
    message.retry({ delaySeconds: Math.ceil(backoffMs(message.attempts, firstDelayMs, longestDelayMs) / 1000) });
  }
}

const buryDead = (message: Message<unknown>, context: JobContext) =>
  putAside(message, context, "the queue gave it up: every try ended without an answer");

function idsOf(payload: unknown) {
  const ids = Ids.safeParse(payload);
  return ids.success ? ids.data : noIds;
}
