import { fold } from "../../snapshots/fold.ts";
import { regionName } from "../sections/region-names.ts";
import { delivered, type List } from "./list.ts";

export const regions: List = {
  noun: "regions",
  section: "parish",
  items({ loaded: { regions: of }, scanned }) {
    const campaignCount = (row: number) => scanned.ranIn.campaignsIn(row);
    const text = {
      parish: (row: number) => fold(regionName(of, row)),
      code: (row: number) => of.code[row]!,
      campaignCount,
    };
    return delivered(scanned.regions, text, (row) => ({
      parish: regionName(of, row),
      code: of.code[row]!,
      campaignCount: campaignCount(row),
    }));
  },
};
