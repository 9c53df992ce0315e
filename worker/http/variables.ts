import type { Hono, MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import type { Standing } from "../limits/limits.ts";
import type { Log, LogFields } from "../log.ts";

/** What travels with one request through the chain. */
export interface Variables {
  requestId: string;
  log: Log;
  /** The path pattern, for the access log; paths themselves may hold anything. */
  route: string;
  /** What the request was counted against, so far. */
  standings: Standing[];
  /** Who called, once that is known. */
  who: Pick<LogFields, "tenant_id" | "user_id" | "key_id" | "caller">;
}

export interface HonoEnv {
  Bindings: Env;
  Variables: Variables;
}

export type App = Hono<HonoEnv>;
export type Middleware = MiddlewareHandler<HonoEnv>;
