import { parishesOf } from "../sections/region-names.ts";
import { dayText } from "../slice/days.ts";
import { delivered, type List } from "./list.ts";

const dayOrNull = (day: number | null | undefined) => (day == null ? null : dayText(day));

export const campaigns: List = {
  noun: "campaigns",
  section: "campaign",
  items({ loaded: { campaigns: of, regions }, scanned }) {
    const text = {
      name: (row: number) => of.foldedName[row]!,
      platform: (row: number) => of.platform[row]!,
      status: (row: number) => of.status[row]!,
      startDate: (row: number) => dayOrNull(of.startDay[row]),
      endDate: (row: number) => dayOrNull(of.endDay[row]),
    };
    return delivered(scanned.campaigns, text, (row) => ({
      id: of.id[row]!,
      name: of.name[row]!,
      platform: of.platform[row]!,
      status: of.status[row]!,
      objective: of.objective[row] ?? null,
      parishes: parishesOf(row, scanned.ranIn, regions),
      startDate: dayOrNull(of.startDay[row]),
      endDate: dayOrNull(of.endDay[row]),
    }));
  },
};
