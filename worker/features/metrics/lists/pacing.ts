import { fold } from "../../snapshots/fold.ts";
import { budgetSection } from "../sections/budget.ts";
import type { List, SortValue } from "./list.ts";

export const pacing: List = {
  noun: "pacing",
  section: "budget",
  items({ loaded, plan, scanned }) {
    const rows = budgetSection(loaded, plan, scanned);
    return {
      items: rows.map((_, index) => index),
      value: (item, sort): SortValue => {
        if (sort === "campaignName") return fold(rows[item]!.campaignName);
        return rows[item]![sort as Exclude<keyof (typeof rows)[number], "parishes">];
      },
      row: (item) => rows[item]!,
      totals: null,
    };
  },
};
