import { addDays } from "../world/calendar.ts";
import type { SampleAccount } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import type { ActionOptions } from "./actions.ts";
import { badParameter } from "./errors.ts";
import { listParam, type Params, timeRangeParam } from "./params.ts";

export const levels = ["account", "campaign", "adset", "ad"] as const;
export type Level = (typeof levels)[number];

/** An insights question: whose numbers, of which days, by what. */
export interface InsightsQuery {
  readonly account: SampleAccount;
  /** Only this campaign, ad set or ad of the account; null for all of it. */
  readonly only: string | null;
  readonly level: Level;
  readonly since: string;
  readonly until: string;
  /** Days in a row of the answer; null for one row that covers all days. */
  readonly increment: number | null;
  readonly byRegion: boolean;
  readonly fields: readonly string[];
  readonly actions: ActionOptions;
}

export function queryOf(params: Params, account: SampleAccount, only: string | null, moment: Moment): InsightsQuery {
  const level = (params.get("level") ?? "account") as Level;
  if (!levels.includes(level)) throw badParameter(`param level must be one of {${levels.join(", ")}}`);
  const breakdowns = listParam(params, "breakdowns");
  const unknown = breakdowns.filter((name) => name !== "region");
  if (unknown.length > 0)
    throw badParameter(`breakdowns: the sample platform only breaks down by region, not ${unknown}`);
  const range = timeRangeParam(params) ?? { since: addDays(moment.today, -29), until: moment.today };
  if (range.until < range.since) throw badParameter("The end date of the time range cannot be before its start date");
  return {
    account,
    only,
    level,
    ...range,
    increment: incrementOf(params.get("time_increment")),
    byRegion: breakdowns.length > 0,
    fields: listParam(params, "fields"),
    actions: {
      breakdowns: listParam(params, "action_breakdowns"),
      windows: listParam(params, "action_attribution_windows"),
    },
  };
}

function incrementOf(text: string | undefined): number | null {
  if (text === undefined || text === "all_days") return null;
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 90) return days;
  throw badParameter("param time_increment must be all_days or a number of days from 1 to 90");
}
