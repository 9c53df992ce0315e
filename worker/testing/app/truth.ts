import { z } from "zod";
import { app } from "./client.ts";

const TruthRow = z.object({
  platform: z.string(),
  date: z.string(),
  campaign_id: z.string(),
  impressions: z.number(),
  clicks: z.number(),
  spend_micros: z.number(),
  spend_reporting_micros: z.number(),
  conversions: z.number(),
  conversion_value_micros: z.number(),
});
export type TruthRow = z.infer<typeof TruthRow>;

export interface Facts {
  spendMicros: number;
  impressions: number;
  clicks: number;
  conversions: number;
}

/** What the world says happened on the platforms that are connected, from its generator and not from the APIs that the connectors read. */
export async function truthOf(tenantId: string): Promise<TruthRow[]> {
  const response = await fetch(`${app.ready.sample_url}/truth/daily?tenant=${tenantId}`);
  const { rows } = z.object({ rows: z.array(TruthRow) }).parse(await response.json());
  const { platforms } = app.ready.tenants.find(({ id }) => id === tenantId)!;
  return rows.filter(({ platform }) => platforms.includes(platform));
}

export function sum(rows: readonly TruthRow[]): Facts {
  const facts = { spendMicros: 0, impressions: 0, clicks: 0, conversions: 0 };
  for (const row of rows) {
    facts.spendMicros += row.spend_reporting_micros;
    facts.impressions += row.impressions;
    facts.clicks += row.clicks;
    facts.conversions += row.conversions;
  }
  return facts;
}

/** A row or point of the API in the terms of the truth: money to the micro. */
export const factsOf = (row: { spend: number; impressions: number; clicks: number; conversions: number }): Facts => ({
  spendMicros: Math.round(row.spend * 1e6),
  impressions: row.impressions,
  clicks: row.clicks,
  conversions: row.conversions,
});

export async function control(path: string, body: unknown): Promise<void> {
  const response = await fetch(app.ready.sample_url + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}
