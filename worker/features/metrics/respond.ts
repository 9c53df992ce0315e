import { problem } from "../../http/problem.ts";
import { reply } from "../../http/reply.ts";
import type { TenantContext } from "../../http/route.ts";
import { BusyIsolate } from "../snapshots/too-much-data.ts";
import { answerOnce } from "./answers.ts";
import { etagOf, matches } from "./etag.ts";
import { FieldError } from "./field-error.ts";
import type { Found } from "./find-snapshot.ts";
import { ServerTiming } from "./server-timing.ts";
import { TooLargeQuestion } from "./with-room.ts";

interface Asked {
  /** All that the answer depends on, beside the snapshot and how it stands. */
  readonly question: object;
  readonly find: () => Promise<Found>;
  /** The answer as JSON that fits the contract. */
  readonly answer: (found: Found, timing: ServerTiming) => Promise<string>;
}

/** Answers from a snapshot: 304 when the caller has the answer already, and what this isolate answered before as it was. */
export async function respond(c: TenantContext, { question, find, answer }: Asked) {
  const timing = new ServerTiming(["auth", "load", "slice", "serialise"]);
  timing.add("auth", c.authMs);
  const found = await timing.measure("load", find);
  const etag = await etagOf(found.head, question);
  const headers = { etag, "cache-control": "private, no-cache", vary: "authorization, cookie" };
  if (matches(c.headers.get("if-none-match"), etag))
    return reply({ status: 304, headers: { ...headers, "server-timing": timing.toString() } });
  const json = await answerOnce(c.tenantId, etag, () => answer(found, timing)).catch((error: unknown) => {
    throw asProblem(error);
  });
  return reply({ json, headers: { ...headers, "server-timing": timing.toString() } });
}

/** What is wrong with a question as the caller is told it; other errors stay what they are. */
export function asProblem(error: unknown): unknown {
  if (error instanceof BusyIsolate) return problem("unavailable", "Too many large questions at once. Try again.");
  if (!(error instanceof FieldError)) return error;
  return error instanceof TooLargeQuestion ? refusal("query-too-large", error) : invalid(error);
}

export const invalid = (error: FieldError) => refusal("invalid-input", error);

const refusal = (kind: "invalid-input" | "query-too-large", error: FieldError) =>
  problem(kind, { errors: [{ field: error.field, message: error.message }], cause: error });
