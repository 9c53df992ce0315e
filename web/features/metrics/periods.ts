import { addDays, endOfPreviousMonth, startOfMonth } from "../../lib/day.ts";

export interface Period {
  from: string;
  to: string;
}

/** "Last n days" are complete days and so end yesterday, as ad platforms count them; "This month" includes today. */
export const presets = {
  last_7: { label: "Last 7 days", of: (today: string) => lastDays(today, 7) },
  last_14: { label: "Last 14 days", of: (today: string) => lastDays(today, 14) },
  last_30: { label: "Last 30 days", of: (today: string) => lastDays(today, 30) },
  last_90: { label: "Last 90 days", of: (today: string) => lastDays(today, 90) },
  this_month: { label: "This month", of: (today: string) => ({ from: startOfMonth(today), to: today }) },
  last_month: {
    label: "Last month",
    of: (today: string) => ({ from: startOfMonth(endOfPreviousMonth(today)), to: endOfPreviousMonth(today) }),
  },
} as const;

export type Preset = keyof typeof presets;
export const presetNames = Object.keys(presets) as Preset[];

function lastDays(today: string, days: number): Period {
  return { from: addDays(today, -days), to: addDays(today, -1) };
}
