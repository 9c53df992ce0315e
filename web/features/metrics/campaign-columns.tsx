import { platformNames } from "#contracts/fields.ts";
import type { CampaignRow } from "#contracts/metrics.ts";
import { amount, count, percent, times } from "../../lib/format.ts";
import { Badge } from "../../ui/badge.tsx";
import { Num } from "../../ui/num.tsx";
import type { Column } from "../../ui/table.tsx";
import { readStatus } from "./campaign-status.ts";
import { ParishList } from "./parish-list.tsx";
import { PlatformBadge } from "./platform-badge.tsx";

const objective = (text: string) => {
  const words = text
    .replace(/^OUTCOME_/i, "")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

type NumberKey = "spend" | "impressions" | "clicks" | "conversions" | "ctr" | "cpc" | "cpm" | "roas";

const number = (
  key: NumberKey,
  head: string,
  format: (value: number | null) => string,
  note?: string,
): Column<CampaignRow> => ({
  key,
  head,
  ...(note ? { note } : {}),
  numeric: true,
  cell: (row) => <Num value={row[key]} text={format(row[key])} />,
});

export const campaignColumns = (currency: string): Column<CampaignRow>[] => [
  {
    key: "name",
    head: "Campaign",
    cell: (row) => (
      <>
        <span class="truncate" title={row.name}>
          {row.name}
        </span>
        {row.objective && <span class="cell-note">{objective(row.objective)}</span>}
      </>
    ),
  },
  { key: "platform", head: "Platform", cell: (row) => <PlatformBadge platform={row.platform} /> },
  {
    key: "status",
    head: "Status",
    cell: (row) => {
      const { label, tone } = readStatus(row.status);
      return <Badge tone={tone}>{label}</Badge>;
    },
  },
  { key: "parishes", head: "Parishes", sortable: false, cell: (row) => <ParishList names={row.parishes} /> },
  number("spend", "Spend", amount, currency),
  number("impressions", "Impressions", count),
  number("clicks", "Clicks", count),
  number("ctr", "CTR", (value) => percent(value)),
  number("cpc", "CPC", amount, currency),
  number("conversions", "Conversions", count),
  number("roas", "ROAS", times),
  number("cpm", "CPM", amount, currency),
];

/** What a column sorts by: the words on screen, or the number. */
export function sortValue(row: CampaignRow, key: string): string | number | null {
  if (key === "platform") return platformNames[row.platform];
  if (key === "status") return readStatus(row.status).label;
  if (key === "name") return row.name;
  return row[key as NumberKey];
}
