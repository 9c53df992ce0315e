import { refreshDue } from "../features/transforms/refresh-due.ts";
import type { JobContext } from "./define-job.ts";

const pageSize = 500;

/** Asks for the transforms that the time of day or the age of a snapshot calls for, one a tenant. The number of them. */
export async function requestRefreshes({ system, clock, openTenant }: JobContext): Promise<number> {
  const now = clock();
  let asked = 0;
  for (let after = ""; ; ) {
    const page = await system.due.idleTenants(after, pageSize);
    for (const { tenantId, timeZone, workFrom, workTo, ...last } of page) {
      const tenant = { timeZone, workingHours: { from: workFrom, to: workTo } };
      if (refreshDue(last, tenant, now) === null) continue;
      await openTenant(tenantId).transforms.request();
      asked += 1;
    }
    const last = page.at(-1);
    if (!last || page.length < pageSize) return asked;
    after = last.tenantId;
  }
}
