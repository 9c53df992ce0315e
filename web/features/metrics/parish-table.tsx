import type { Combined } from "#contracts/metrics.ts";
import { amount, count, percent } from "../../lib/format.ts";
import { Card } from "../../ui/card.tsx";
import { Num } from "../../ui/num.tsx";
import { Table } from "../../ui/table.tsx";
import { SectionNote } from "./section-note.tsx";

/** Named parishes by spend, then what no parish can be given. */
export function ParishTable({ data }: { data: Combined }) {
  const rows = [...data.parish].sort((one, other) => rank(one) - rank(other) || other.spend - one.spend);
  const total = rows.reduce((sum, row) => sum + row.spend, 0);
  const covered = data.availability.parish_map.coverage_percent;
  return (
    <Card
      title="Parishes"
      hint={covered === null ? "By spend" : `${count(covered)}% of spend has a parish`}
      flush={rows.length > 0}
    >
      {rows.length === 0 ? (
        <SectionNote section={data.availability.parish_map} what="parishes" />
      ) : (
        <Table
          caption="Parishes by spend"
          tall
          rows={rows}
          rowKey={(row) => row.code}
          columns={[
            {
              key: "parish",
              head: "Parish",
              cell: (row) => <span class={rank(row) > 0 ? "muted" : ""}>{row.parish}</span>,
            },
            {
              key: "spend",
              head: "Spend",
              note: data.currency,
              numeric: true,
              cell: (row) => <Num value={row.spend} text={amount(row.spend)} />,
            },
            {
              key: "share",
              head: "Share",
              numeric: true,
              cell: (row) => {
                const share = total > 0 ? row.spend / total : null;
                return (
                  <span class="share">
                    <span class="share-bar" aria-hidden="true" style={{ "--share": `${(share ?? 0) * 100}%` }} />
                    <Num value={share} text={percent(share, 1)} />
                  </span>
                );
              },
            },
            {
              key: "conversions",
              head: "Conv.",
              numeric: true,
              cell: (row) => <Num value={row.conversions} text={count(row.conversions)} />,
            },
            {
              key: "clicks",
              head: "Clicks",
              numeric: true,
              cell: (row) => <Num value={row.clicks} text={count(row.clicks)} />,
            },
            {
              key: "campaigns",
              head: "Campaigns",
              numeric: true,
              cell: (row) => <Num value={row.campaignCount} text={count(row.campaignCount)} />,
            },
          ]}
        />
      )}
    </Card>
  );
}

const rank = (row: { code: string }): number => (row.code === "unattributed" || row.code === "unmapped" ? 1 : 0);
