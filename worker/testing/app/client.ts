import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { Combined } from "#contracts/metrics.ts";
import { until } from "../../../deploy/local/wait.ts";
import { WorkerApi } from "../../../deploy/local/worker-api.ts";

export const app = inject("app");

/** What an operator may do in the app under test. */
export const operator = () =>
  new WorkerApi(
    app.ready.url,
    JSON.parse(readFileSync(join(app.state, "secrets", "secrets.json"), "utf8")).operatorKey,
  );

export interface Caller {
  get(path: string): Promise<Response>;
  combined(query: Record<string, string>): Promise<Combined>;
}

export async function signIn(email: string, password: string, tenantId?: string): Promise<Caller> {
  const response = await fetch(`${app.ready.url}/api/auth/login/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password, ...(tenantId ? { tenant_id: tenantId } : {}) }),
  });
  if (!response.ok) throw new Error(`Sign-in answered ${response.status}: ${await response.text()}`);
  const { access } = (await response.json()) as { access: string };
  const get = (path: string) => fetch(app.ready.url + path, { headers: { authorization: `Bearer ${access}` } });
  return {
    get,
    async combined(query) {
      const answer = await get(`/api/metrics/combined/?${new URLSearchParams(query)}`);
      if (!answer.ok) throw new Error(`combined answered ${answer.status}: ${await answer.text()}`);
      return Combined.parse(await answer.json());
    },
  };
}

export async function ownerOf(tenantId: string): Promise<Caller> {
  const tenant = app.ready.tenants.find(({ id }) => id === tenantId);
  if (!tenant) throw new Error(`No tenant ${tenantId} in ready.json`);
  return signIn(tenant.email, tenant.password);
}

/** Waits until the tenant's current snapshot is another than `before` and nothing is under way in any tenant. */
export async function newSnapshot(tenantId: string, before: string | null, timeoutMs = 180_000): Promise<string> {
  const worker = operator();
  const tenants = app.ready.tenants.map(({ id }) => id);
  return until(
    `a new snapshot of ${tenantId}`,
    timeoutMs,
    async () => {
      const all = await Promise.all([tenantId, ...tenants].map((id) => worker.status(id)));
      const current = all[0]!.snapshot_id;
      return current && current !== before && all.every((status) => status.active_runs === 0) ? current : null;
    },
    300,
  );
}
