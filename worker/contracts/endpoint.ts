import type { z } from "zod";
import type { Capability } from "./capabilities.ts";
import type { ProblemKind } from "./problem.ts";

/**
 * Who may call: nobody signed in is needed, any person signed in, a person or key with a capability in the caller's tenant (of `agency.…`: in the
 * agency that the path names), or our own machines.
 */
export type Access = "public" | "signed-in" | Capability | "runner" | "operator";

/**
 * One endpoint as a value. The Hono route, the OpenAPI document, the typed client of the web and the route tests are all made from it.
 * `path` is in OpenAPI spelling (`/things/{id}/`). Errors are always problem+json (problem.ts) and need not be listed.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly name: string;
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Of the JSON body. Absent: 16 KiB where nobody need be signed in, else 1 MiB. */
  readonly maxBytes?: number;
  /** The body is bytes of this media type, at most so many, and not JSON; `streamed`: never whole in memory. */
  readonly binary?: { readonly type: string; readonly maxBytes: number; readonly streamed?: true };
  /** Absent: 204 without a body. */
  readonly output?: Output;
  /** The answer is text of this media type, streamed, in place of `output`. */
  readonly text?: string;
  /** Opened by people following a link: the answer is a redirection. */
  readonly page?: true;
  /** What came is noted and done later: the answer is 202, without a body where there is no `output`. */
  readonly accepted?: true;
  /** Problems beside those that its access and input bring. */
  readonly problems?: readonly ProblemKind[];
  /** Statuses beside the usual one that a client must be ready for, e.g. 304 or 204. */
  readonly also?: Readonly<Record<number, string>>;
}

export function defineEndpoint<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Output extends z.ZodType,
>(endpoint: Endpoint<Params, Query, Body, Output>): Endpoint<Params, Query, Body, Output> {
  return endpoint;
}

/**
 * What only reads may rest on what an isolate read of the caller in the last ten seconds. Everything that writes, exports or manages asks the
 * database again.
 */
export function onlyReads({ method, access }: Pick<Endpoint, "method" | "access">): boolean {
  return method === "get" && (access === "signed-in" || access.endsWith(".read"));
}
