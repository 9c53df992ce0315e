import type { TrendPoint } from "#contracts/metrics.ts";
import { compact, count, money } from "../../lib/format.ts";

export const trendMetrics = ["spend", "impressions", "clicks", "conversions"] as const;
export type TrendMetric = (typeof trendMetrics)[number];

export const trendLabels: Readonly<Record<TrendMetric, string>> = {
  spend: "Spend",
  impressions: "Impressions",
  clicks: "Clicks",
  conversions: "Conversions",
};

export const showMetric = (metric: TrendMetric, value: number, currency: string): string =>
  metric === "spend" ? money(value, currency) : count(value);

/** A short text for the chart's axis, whose head names the currency. */
export const axisText = (value: number): string => compact(value);

/**
 * The values as two lines that meet: days that are settled, and days that are not. A settled day next to an open one belongs to both,
 * so that there is no gap between solid and dashed.
 */
export function splitSettled(
  points: readonly TrendPoint[],
  metric: TrendMetric,
): [(number | null)[], (number | null)[]] {
  const settled = points.map((point) => (point.settled ? point[metric] : null));
  const open = points.map((point, index) => {
    const touches = !point.settled || points[index - 1]?.settled === false || points[index + 1]?.settled === false;
    return touches ? point[metric] : null;
  });
  return [settled, open];
}

/** Runs of days that are not settled, as first and last index. */
export function openRuns(points: readonly TrendPoint[]): [number, number][] {
  const runs: [number, number][] = [];
  points.forEach((point, index) => {
    if (point.settled) return;
    const last = runs.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  });
  return runs;
}

/** The chart in a sentence, for those who do not see it. */
export function describeTrend(points: readonly TrendPoint[], metric: TrendMetric, currency: string): string {
  const values = points.map((point) => point[metric]);
  const low = showMetric(metric, Math.min(...values), currency);
  const high = showMetric(metric, Math.max(...values), currency);
  const open = points.filter((point) => !point.settled).length;
  return `${trendLabels[metric]} per day, ${points.length} days, from ${low} to ${high}${open > 0 ? `, ${open} of them provisional` : ""}.`;
}
