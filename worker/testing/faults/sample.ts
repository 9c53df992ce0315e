import { z } from "zod";
import type { SamplePlatform } from "../../../runner/sample/world/tenants.ts";
import type { FaultyApp } from "./faults-app.ts";

const TruthRow = z.object({
  platform: z.string(),
  date: z.string(),
  impressions: z.number(),
  clicks: z.number(),
  spend_reporting_micros: z.number(),
  conversions: z.number(),
});

/** What the sample world is told, and what it says is true. */
export function sampleOf({ sample: url }: Pick<FaultyApp, "sample">) {
  const tell = async (method: string, path: string, body?: unknown): Promise<void> => {
    const answer = await fetch(url + path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  };
  return {
    fault: (platform: SamplePlatform, fault: string, count: number | "until_cleared" = "until_cleared") =>
      tell("POST", "/control/faults", { platform, fault, count }),
    clear: () => tell("DELETE", "/control/faults"),
    restate: (tenant: string, platform: SamplePlatform, days_back: number, factor: number) =>
      tell("POST", "/control/restate", { tenant, platform, days_back, factor }),
    advance: (days: number) => tell("POST", "/control/advance", { days }),
    /** Each day of these platforms, in the terms of `publishedDays`. */
    async days(tenant: string, platforms: readonly SamplePlatform[]) {
      const answer = await fetch(`${url}/truth/daily?tenant=${tenant}`);
      const { rows } = z.object({ rows: z.array(TruthRow) }).parse(await answer.json());
      const own = rows.filter(({ platform }) => (platforms as readonly string[]).includes(platform));
      return [...Map.groupBy(own, ({ date }) => date)]
        .map(([date, ofDay]) => ({
          date,
          spendMicros: sum(ofDay, (row) => row.spend_reporting_micros),
          impressions: sum(ofDay, (row) => row.impressions),
          clicks: sum(ofDay, (row) => row.clicks),
          conversions: sum(ofDay, (row) => row.conversions),
        }))
        .sort((a, b) => a.date.localeCompare(b.date));
    },
  };
}

const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((all, row) => all + of(row), 0);
