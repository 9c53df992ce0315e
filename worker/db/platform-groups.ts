import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import type { ConnectionPlatform } from "#contracts/fields.ts";
import { platformFacts } from "#contracts/platform-facts.ts";
import type { Clock } from "../clock.ts";
import type { Db } from "./open.ts";
import { platformGroups } from "./schema.ts";

export interface Group {
  readonly key: string;
  readonly platform: ConnectionPlatform;
}

/** A connection that names no group shares one with all others of its platform. */
export const groupOf = (connection: {
  readonly groupKey: string | null;
  readonly platform: ConnectionPlatform;
}): Group => ({
  key: connection.groupKey ?? connection.platform,
  platform: connection.platform,
});

/** True while the group is not paused and fewer of its syncs run than may. */
export function roomIn({ key, platform }: Group, now: number): SQL {
  return sql`(select count(*) from runs busy where busy.group_key = ${key} and busy.status = 'running')
      < coalesce((select max_running from platform_groups where key = ${key}), ${platformFacts[platform].maxRunning})
    and coalesce((select paused_until from platform_groups where key = ${key}), 0) <= ${now}`;
}

/** What shares a platform's rate limit, across tenants. */
export function openPlatformGroups(db: Db, clock: Clock) {
  return {
    /** None of the group's syncs starts before `until`; a pause that lasts longer already stays. */
    async pause({ key, platform }: Group, until: number, reason: string): Promise<void> {
      const row = { key, platform, maxRunning: platformFacts[platform].maxRunning, updatedAt: clock() };
      await db
        .insert(platformGroups)
        .values({ ...row, pausedUntil: until, pausedReason: reason })
        .onConflictDoUpdate({
          target: platformGroups.key,
          set: { pausedUntil: until, pausedReason: reason, updatedAt: row.updatedAt },
          setWhere: sql`coalesce(${platformGroups.pausedUntil}, 0) < ${until}`,
        });
    },

    /** Ends the pauses of a platform's groups; how many there were. */
    async resume(platform: ConnectionPlatform): Promise<number> {
      const now = clock();
      const resumed = await db
        .update(platformGroups)
        .set({ pausedUntil: null, pausedReason: null, updatedAt: now })
        .where(and(eq(platformGroups.platform, platform), gt(platformGroups.pausedUntil, now)))
        .returning({ key: platformGroups.key });
      return resumed.length;
    },

    /** Groups in which syncs wait for a place. */
    async waiting(): Promise<Group[]> {
      return db.all<Group>(sql`
        select r.group_key as key, min(c.platform) as platform
        from runs r join connections c on c.tenant_id = r.tenant_id and c.id = r.connection_id
        where r.group_key is not null and r.status = 'queued' group by r.group_key`);
    },

    /** The waiting syncs of a group that have a place now, as many as are free. Tenants take turns: those with fewer running come first. */
    async admissible(group: Group) {
      const { key, platform } = group;
      const now = clock();
      const rows = await db.all<{ tenantId: string; id: string; connectionId: string; dueAt: number }>(sql`
        select r.tenant_id as tenantId, r.id as id, r.connection_id as connectionId, r.due_at as dueAt,
          row_number() over (partition by r.tenant_id order by r.created_at, r.id) + (
            select count(*) from runs busy
            where busy.group_key = ${key} and busy.status = 'running' and busy.tenant_id = r.tenant_id) as turn
        from runs r where r.group_key = ${key} and r.status = 'queued' and ${roomIn(group, now)}
        order by turn, r.created_at, r.id
        limit max(0, coalesce((select max_running from platform_groups where key = ${key}), ${platformFacts[platform].maxRunning})
          - (select count(*) from runs busy where busy.group_key = ${key} and busy.status = 'running'))`);
      return rows.map((row) => ({ ...row, status: "queued" as const }));
    },
  };
}
