import type { CampaignRow, Combined, TrendPoint } from "#contracts/metrics.ts";
import type { CampaignColumns } from "../../snapshots/columns.ts";
import { isAfter, type RowPosition, readCursor, writeCursor } from "../cursor.ts";
import { FieldError } from "../field-error.ts";
import type { Loaded } from "../load.ts";
import { datesOf, type Plan } from "../plan.ts";
import type { Scanned } from "../scan.ts";
import { dayText } from "../slice/days.ts";
import type { Grouping } from "../slice/grouping.ts";
import { figures, totals } from "../totals.ts";
import { parishesOf } from "./region-names.ts";

/** @throws FieldError when the cursor is not one of ours */
export function campaignSection(loaded: Loaded, plan: Plan, scanned: Scanned, currency: string): Combined["campaign"] {
  const previous = plan.compared && {
    ...totals(scanned.compared.total(), currency),
    ...datesOf(plan.compared),
  };
  return {
    summary: { ...totals(scanned.campaigns.total(), currency), ...(previous ? { previous } : {}) },
    trend: trend(scanned.days, plan),
    ...page(loaded, plan, scanned),
  };
}

function trend(days: Grouping, plan: Plan): TrendPoint[] {
  return Array.from(days.rows, (rows, group) => {
    const { spend_micros, impressions, clicks, conversions_micros, value_micros } = days.sums;
    const day = days.offset + group;
    const settled = rows === 0 ? day <= plan.settledThrough : days.provisional[group] === 0;
    return {
      date: dayText(day),
      spend: spend_micros.units(group),
      impressions: impressions.count(group),
      clicks: clicks.count(group),
      conversions: conversions_micros.units(group),
      conversionValue: value_micros.units(group),
      settled,
    };
  });
}

function page(loaded: Loaded, plan: Plan, scanned: Scanned): Pick<Combined["campaign"], "rows" | "next_cursor"> {
  const { campaigns, regions } = loaded;
  const position = (row: number): RowPosition => ({
    spendMicros: scanned.campaigns.sums.spend_micros.exact(row),
    id: campaigns.id[row]!,
    platform: campaigns.platform[row]!,
  });

  const { limit, cursor } = plan.query;
  const left = afterCursor(cursor, scanned.campaigns.delivered(), position);
  const rows = scanned.campaigns.bySpend(left, limit, (a, b) => byIdAndPlatform(campaigns, a, b));
  const last = rows.at(-1);
  const more = last !== undefined && rows.length < left.length;
  return {
    rows: rows.map((row) => campaignRow(row, campaigns, scanned, parishesOf(row, scanned.ranIn, regions))),
    next_cursor: more ? writeCursor(position(last)) : null,
  };
}

function afterCursor(
  cursor: string | null,
  rows: readonly number[],
  position: (row: number) => RowPosition,
): readonly number[] {
  if (cursor === null) return rows;
  const after = readCursor(cursor);
  if (!after) throw new FieldError("cursor", "is not a cursor; use next_cursor of the page before");
  return rows.filter((row) => isAfter(position(row), after));
}

function campaignRow(row: number, campaigns: CampaignColumns, scanned: Scanned, parishes: string[]): CampaignRow {
  const { cpa: _cpa, ...numbers } = figures(scanned.campaigns.sums, row);
  const objective = campaigns.objective[row];
  const startDay = campaigns.startDay[row];
  const endDay = campaigns.endDay[row];
  return {
    id: campaigns.id[row]!,
    name: campaigns.name[row]!,
    platform: campaigns.platform[row]!,
    status: campaigns.status[row]!,
    ...(objective == null ? {} : { objective }),
    parishes,
    ...numbers,
    ...(startDay == null ? {} : { startDate: dayText(startDay) }),
    ...(endDay == null ? {} : { endDate: dayText(endDay) }),
  };
}

function byIdAndPlatform({ id, platform }: CampaignColumns, a: number, b: number): number {
  if (id[a] !== id[b]) return id[a]! < id[b]! ? -1 : 1;
  return platform[a]! < platform[b]! ? -1 : 1;
}
