import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../deploy/local/settings.ts";
import { app } from "./client.ts";

const told = readFileSync(join(root, "dbt", "seeds", "attribution_windows.csv"), "utf8");

/** The tenant's platforms that our model reads: dbt's seed of windows names each. */
export const modelled = (tenantId: string): string[] =>
  app.ready.tenants.find(({ id }) => id === tenantId)!.platforms.filter((name) => told.includes(`\n${name},`));
