import { like, max, sql } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import type { Db } from "./open.ts";
import { heartbeats } from "./schema.ts";

/** `cron:minute` or `runner:<id>`. */
export type PartName = "cron:minute" | `runner:${string}`;

export function openHeartbeats(db: Db, clock: Clock) {
  return {
    async beat(part: PartName, detail: string | null = null): Promise<void> {
      const at = clock();
      await db
        .insert(heartbeats)
        .values({ part, at, detail })
        .onConflictDoUpdate({ target: heartbeats.part, set: { at: sql`max(${heartbeats.at}, ${at})`, detail } });
    },
    /** The latest beat of a part, or of any part whose name starts so; milliseconds since 1970. */
    async latest(prefix: "cron:minute" | "runner:"): Promise<number | null> {
      const row = await db
        .select({ at: max(heartbeats.at) })
        .from(heartbeats)
        .where(like(heartbeats.part, `${prefix}%`))
        .get();
      return row?.at ?? null;
    },
  };
}
