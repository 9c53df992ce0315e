import { z } from "zod";

export interface RecordedFacts {
  from: string;
  to: string;
  spendMicros: number;
  impressions: number;
  clicks: number;
  conversions: number;
}

const Line = z.object({
  record: z.object({ stream: z.string(), emitted_at: z.number(), data: z.record(z.string(), z.unknown()) }),
});

const countedMetaActions = ["offsite_conversion.fb_pixel_purchase", "offsite_conversion.fb_pixel_lead"];

interface Fact {
  readonly key: string;
  readonly day: string;
  readonly spend: string;
  readonly impressions: number;
  readonly clicks: number;
  readonly conversions: number;
}

function metaFact(data: Record<string, unknown>): Fact {
  const actions = (data.actions ?? []) as { action_type: string; value: number | string }[];
  const counted = actions.filter((action) => countedMetaActions.includes(action.action_type));
  return {
    key: `${data.ad_id} ${data.date_start}`,
    day: String(data.date_start),
    spend: String(data.spend ?? 0),
    impressions: Number(data.impressions ?? 0),
    clicks: Number(data.clicks ?? 0),
    conversions: counted.reduce((total, action) => total + Number(action.value), 0),
  };
}

function tiktokFact(data: Record<string, unknown>, line: string): Fact {
  const metrics = data.metrics as Record<string, string>;
  // 19-digit ids do not fit a JavaScript number: the key is taken from the text.
  const ad = /"ad_id": ?"?(\d+)/.exec(line)![1];
  return {
    key: `${ad} ${data.stat_time_day}`,
    day: String(data.stat_time_day).slice(0, 10),
    spend: metrics.spend ?? "0",
    impressions: Number(metrics.impressions ?? 0),
    clicks: Number(metrics.clicks ?? 0),
    conversions: Number(metrics.conversion ?? 0),
  };
}

const streams = { meta: "ads_insights", tiktok: "ads_reports_daily" };

/** Sums of a recorded file by plain arithmetic, the latest extraction of each ad and day counting. */
export function recordedFacts(platform: "meta" | "tiktok", text: string): RecordedFacts {
  const latest = new Map<string, { at: number; fact: Fact }>();
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const { record } = Line.parse(JSON.parse(line));
    if (record.stream !== streams[platform]) continue;
    const fact = platform === "meta" ? metaFact(record.data) : tiktokFact(record.data, line);
    const known = latest.get(fact.key);
    if (!known || known.at <= record.emitted_at) latest.set(fact.key, { at: record.emitted_at, fact });
  }
  const facts = [...latest.values()].map(({ fact }) => fact);
  const days = facts.map(({ day }) => day).sort();
  const total = (of: (fact: Fact) => number) => facts.reduce((sum, fact) => sum + of(fact), 0);
  return {
    from: days[0]!,
    to: days.at(-1)!,
    spendMicros: total((fact) => Math.round(Number(fact.spend) * 1e6)),
    impressions: total((fact) => fact.impressions),
    clicks: total((fact) => fact.clicks),
    conversions: total((fact) => fact.conversions),
  };
}
