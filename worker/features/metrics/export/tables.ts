import * as contracts from "#contracts/metric-lists.ts";
import type { Cell } from "../../../csv/csv.ts";
import { ads, adsets } from "../lists/ads.ts";
import { campaigns } from "../lists/campaigns.ts";
import type { Items, List, Scope } from "../lists/list.ts";
import { ordered } from "../lists/page.ts";
import { regions } from "../lists/regions.ts";
import { dayText } from "../slice/days.ts";
import type { Section } from "../slice-query.ts";
import { figures } from "../totals.ts";

/** One level of an export: what it reads, its columns, and its rows in order. */
export interface Table {
  readonly section: Section;
  readonly columns: readonly string[];
  rows(scope: Scope): { readonly count: number; cells(row: number): Cell[] };
}

function tableOf(list: List, row: { readonly shape: object }): Table {
  const columns = Object.keys(row.shape);
  return {
    section: list.section,
    columns,
    rows(scope) {
      const found: Items = list.items(scope);
      const order = ordered(found, { sort: "spend", order: null });
      const cells = (at: number) => {
        const values = found.row(order[at]!) as Record<string, Cell | readonly string[]>;
        return columns.map((column) => cellOf(values[column]!));
      };
      return { count: order.length, cells };
    },
  };
}

const cellOf = (value: Cell | readonly string[]): Cell =>
  typeof value === "object" && value !== null ? value.join("; ") : value;

const dayColumns = ["date", ...Object.keys(contracts.ListTotals.shape), "settled"];

/** Every day of the period that the snapshot covers, also those without delivery. */
const day: Table = {
  section: "campaign",
  columns: dayColumns,
  rows({ scanned: { days }, plan }) {
    const cells = (at: number): Cell[] => {
      const date = days.offset + at;
      const settled = days.rows[at] === 0 ? date <= plan.settledThrough : days.provisional[at] === 0;
      const values: Record<string, Cell> = { date: dayText(date), ...figures(days.sums, at), settled };
      return dayColumns.map((column) => values[column]!);
    };
    return { count: days.rows.length, cells };
  },
};

export const tables = {
  day,
  campaign: tableOf(campaigns, contracts.CampaignListRow),
  adset: tableOf(adsets, contracts.AdSetListRow),
  ad: tableOf(ads, contracts.AdListRow),
  region: tableOf(regions, contracts.RegionListRow),
};
