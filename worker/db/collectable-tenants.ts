import { sql } from "drizzle-orm";
import type { Db } from "./open.ts";

/** Tenants of which a snapshot is gone and may lie in KV still, or was made before `until` and is not the current one. */
export const openCollectableTenants = (db: Db) => ({
  async list(until: number, limit: number): Promise<string[]> {
    const rows = await db.all<{ id: string }>(sql`
      select distinct s.tenant_id as id from snapshots s join tenants t on t.id = s.tenant_id
      where s.status in ('expired', 'abandoned')
        or (s.status = 'ready' and s.generated_at < ${until} and s.id is not t.current_snapshot_id)
      order by 1 limit ${limit}`);
    return rows.map(({ id }) => id);
  },
});
