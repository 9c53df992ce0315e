import { addDays, dayNumber } from "./calendar.ts";
import type { Campaign } from "./campaigns.ts";
import { drawsOf, hash32 } from "./random.ts";
import { changedOn, periodOf } from "./schedule.ts";

const EVERY_DAYS = 12;
const later = (left: string, right: string): string => (left > right ? left : right);

/** The day, `today` or before, on which somebody last edited an entity; never before `since`. */
export function lastEdit(entityId: string, today: string, since: string): string {
  for (let back = 0; back < EVERY_DAYS * 3; back++) {
    const date = addDays(today, -back);
    if (date <= since) return since;
    if (hash32(entityId, date, "edit") % EVERY_DAYS === 0) return date;
  }
  return since;
}

/** The day of a campaign's last change, by hand or by its schedule. */
export const campaignEdit = (campaign: Campaign, today: string, since: string): string =>
  later(lastEdit(campaign.id, today, since), later(changedOn(campaign.schedule, today), since));

export interface Budget {
  /** daily: an average day. lifetime: the whole period that the platform shows, a calendar month or a flight. */
  readonly kind: "daily" | "lifetime";
  readonly cents: number;
}

/** A campaign's budget since its last edit: 85 % to 115 % of the planned one, in whole units of the currency. */
export function budgetOf(campaign: Campaign, today: string, since: string): Budget {
  const factor = 0.85 + Math.floor(drawsOf(campaign.id, campaignEdit(campaign, today, since), "budget")() * 4) * 0.1;
  const daily = Math.round((campaign.dailyBudgetCents * factor) / 100) * 100;
  const { start, end } = periodOf(campaign.schedule, today);
  if (end === null) return { kind: "daily", cents: daily };
  return { kind: "lifetime", cents: daily * (dayNumber(end) - dayNumber(start) + 1) };
}
