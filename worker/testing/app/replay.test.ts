import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { root } from "../../../deploy/local/settings.ts";
import { app, signIn } from "./client.ts";
import { type RecordedFacts, recordedFacts } from "./recorded.ts";

const folder = join(root, "..", "shared", "airbyte", "recorded");

// The recorded messages of real accounts are not ours to ship: the check runs where they lie beside the checkout.
describe.runIf(existsSync(folder))("recorded messages of real ad accounts", () => {
  for (const platform of ["meta", "tiktok"] as const) {
    test(`${platform}: the API gives the sums of the file, latest extraction per key`, async () => {
      const file = join(folder, `${platform}.jsonl`);
      const tenantId = `recorded-${platform}`;
      const env = { ...process.env, LOCAL_STATE: app.state, PORT: String(app.port) };
      const args = [
        "run",
        "--silent",
        "replay",
        "--",
        "--tenant",
        tenantId,
        "--platform",
        platform,
        "--currency",
        "USD",
        "--json",
        file,
      ];
      const { stdout } = await promisify(execFile)("npm", args, { cwd: root, env });
      const said = JSON.parse(stdout.trim().split("\n").at(-1)!);
      expect(said.dbt.tests).toMatchObject({ warn: 0, error: 0 });
      expect(said.dbt.warnings).toEqual([]);

      const wanted = recordedFacts(platform, readFileSync(file, "utf8"));
      const caller = await signIn(said.owner.email, said.owner.password, tenantId);
      const { campaign } = await caller.combined({ start_date: wanted.from, end_date: wanted.to, platforms: platform });
      const got: RecordedFacts = {
        from: wanted.from,
        to: wanted.to,
        spendMicros: Math.round(campaign.summary.totalSpend * 1e6),
        impressions: campaign.summary.totalImpressions,
        clicks: campaign.summary.totalClicks,
        conversions: campaign.summary.totalConversions,
      };
      expect(got).toEqual(wanted);
      expect(wanted.impressions).toBeGreaterThan(0);
    });
  }
});
