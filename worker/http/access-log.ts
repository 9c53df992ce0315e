import { uuidv7 } from "uuidv7";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Middleware } from "./variables.ts";

/** Gives the request our own id (whatever the client sent) and writes one line when it is answered. */
export function accessLog(log: Log, clock: Clock): Middleware {
  return async (c, next) => {
    const requestId = uuidv7();
    const started = clock();
    c.set("requestId", requestId);
    c.set("log", log.with({ request_id: requestId }));
    c.set("route", "none");
    c.set("who", {});
    await next();
    c.res.headers.set("x-request-id", requestId);
    c.var.log.info("request", {
      ...c.var.who,
      method: c.req.method,
      route: c.var.route,
      status: c.res.status,
      duration_ms: clock() - started,
    });
  };
}
