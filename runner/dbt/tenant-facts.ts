import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Currency, TenantId, TimeZone } from "#contracts/fields.ts";
import { Fresh } from "#contracts/runner.ts";
import type { TenantFacts } from "./config.ts";

const Facts = z.object({
  id: TenantId,
  currency: Currency,
  time_zone: TimeZone,
  region_set: z.string().min(1),
  fresh: Fresh.optional(),
});

/** The facts of the tenant's last transform, for dbt at the console. */
export async function rememberFacts(tenantState: string, tenant: TenantFacts): Promise<void> {
  const path = join(tenantState, "tenant.json");
  await mkdir(tenantState, { recursive: true });
  await writeFile(`${path}.new`, JSON.stringify(Facts.parse(tenant)));
  await rename(`${path}.new`, path);
}

/** Null when no transform of the tenant has run here. */
export async function recallFacts(tenantState: string): Promise<TenantFacts | null> {
  try {
    return Facts.parse(JSON.parse(await readFile(join(tenantState, "tenant.json"), "utf8")));
  } catch {
    return null;
  }
}
