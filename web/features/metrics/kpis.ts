import type { Totals } from "#contracts/metrics.ts";
import { countHeadline, moneyHeadline, percent, times } from "../../lib/format.ts";

export interface Kpi {
  key: Exclude<keyof Totals, "currency">;
  label: string;
  meaning: string;
  /** Which direction is good news; spend is neither. */
  better: "up" | "down" | null;
  format: (value: number | null, currency: string) => string;
}

export const kpis: readonly Kpi[] = [
  { key: "totalSpend", label: "Spend", meaning: "What the ads cost", better: null, format: moneyHeadline },
  {
    key: "totalImpressions",
    label: "Impressions",
    meaning: "How often ads were shown",
    better: "up",
    format: (value) => countHeadline(value),
  },
  {
    key: "totalClicks",
    label: "Clicks",
    meaning: "How often ads were clicked",
    better: "up",
    format: (value) => countHeadline(value),
  },
  {
    key: "totalConversions",
    label: "Conversions",
    meaning: "Actions that the platforms credit to the ads",
    better: "up",
    format: (value) => countHeadline(value),
  },
  { key: "ctr", label: "CTR", meaning: "Clicks per impression", better: "up", format: (value) => percent(value) },
  { key: "cpc", label: "CPC", meaning: "Spend per click", better: "down", format: moneyHeadline },
  { key: "cpa", label: "CPA", meaning: "Spend per conversion", better: "down", format: moneyHeadline },
  {
    key: "averageRoas",
    label: "ROAS",
    meaning: "Conversion value per unit of spend",
    better: "up",
    format: (value) => times(value),
  },
];
