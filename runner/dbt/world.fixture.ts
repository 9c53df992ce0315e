import type { Json, Raw, Sync } from "./lake.fixture.ts";

/** What a report says of one (day, ad); money in whole micros of the account currency. */
export interface Said {
  readonly impressions: number;
  readonly clicks: number;
  readonly spend: bigint;
  readonly purchases: number;
  readonly leads: number;
  readonly value: bigint;
}

export interface Spot {
  readonly platform: "meta" | "tiktok";
  readonly day: string;
  readonly ad: string;
}

/** Small numbers that look random and are the same every time. */
export function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const days = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
  );

export function draw(next: () => number): Said {
  const clicks = Math.floor(next() * 40);
  const purchases = Math.floor(next() * 4);
  return {
    impressions: clicks * 10 + Math.floor(next() * 500),
    clicks,
    spend: BigInt(Math.floor(next() * 90_000_000)),
    purchases,
    leads: Math.floor(next() * 3),
    value: BigInt(purchases) * BigInt(Math.floor(next() * 20_000_000)),
  };
}

/** Micros as decimal text, e.g. 1500000n → "1.500000". */
export const money = (micros: bigint): string =>
  `${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, "0")}`;

/** Meta says a purchase three times over, splits it by destination, and writes numbers as numbers or as text. */
export function metaRow(spot: Spot, said: Said, asText: boolean): Raw {
  const number = (text: string): Json => (asText ? text : Number(text));
  const entries = (types: readonly string[], parts: readonly string[]) =>
    types.flatMap((action_type) =>
      parts.map((part) => ({ action_type, value: number(part), "7d_click": number(part) })),
    );
  const one = said.purchases > 0 ? ["1", String(said.purchases - 1)] : [];
  const pixel = ["offsite_conversion.fb_pixel_purchase", "purchase", "omni_purchase"];
  return {
    date_start: spot.day,
    date_stop: spot.day,
    account_id: "100",
    account_name: "Shop",
    account_currency: "USD",
    campaign_id: campaignOf(spot.ad),
    campaign_name: `Campaign ${campaignOf(spot.ad)}`,
    adset_id: `set-${spot.ad}`,
    adset_name: `Set ${spot.ad}`,
    ad_id: spot.ad,
    ad_name: `Ad ${spot.ad}`,
    objective: "OUTCOME_SALES",
    spend: number(money(said.spend)),
    impressions: number(String(said.impressions)),
    ...(said.clicks > 0 && { clicks: number(String(said.clicks)) }),
    actions: [
      ...entries(["link_click"], [String(said.clicks)]),
      ...entries(pixel, one),
      ...entries(["offsite_conversion.fb_pixel_lead", "lead"], said.leads > 0 ? [String(said.leads)] : []),
    ],
    ...(said.purchases > 0 && { action_values: entries(pixel, [money(said.value)]) }),
  };
}

/** TikTok nests metrics, as text, and says neither advertiser nor, at the top, campaign. */
export function tiktokRow(spot: Spot, said: Said): Raw {
  return {
    ad_id: Number(spot.ad),
    stat_time_day: `${spot.day} 00:00:00`,
    dimensions: { ad_id: Number(spot.ad), stat_time_day: `${spot.day} 00:00:00` },
    metrics: {
      campaign_id: Number(campaignOf(spot.ad)),
      campaign_name: `Campaign ${campaignOf(spot.ad)}`,
      adgroup_id: Number(`5${spot.ad}`),
      adgroup_name: `Group ${spot.ad}`,
      ad_name: `Clip ${spot.ad}`,
      spend: money(said.spend),
      impressions: String(said.impressions),
      clicks: said.clicks === 0 ? "-" : String(said.clicks),
      conversion: String(said.purchases + said.leads),
      total_complete_payment_rate: money(said.value),
      total_purchase_value: "0.00",
      total_onsite_shopping_value: "0.00",
    },
  };
}

export const campaignOf = (ad: string): string => `${ad.slice(0, -1)}00`;

export const sync = (platform: string, stream: string, extractedAt: string, rows: readonly Raw[]): Sync => ({
  platform,
  stream,
  extractedAt,
  rows,
});
