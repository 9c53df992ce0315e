import type { Clock } from "../clock.ts";
import { openHeartbeats } from "./heartbeats.ts";
import type { Db } from "./open.ts";

export type SystemStore = ReturnType<typeof openSystemStore>;

/** What crosses tenants: Cron, the runner's lease, operators, health. Handlers of signed-in people never get it. */
export function openSystemStore(db: Db, clock: Clock) {
  return {
    heartbeats: openHeartbeats(db, clock),
  };
}
