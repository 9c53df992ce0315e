import type { TrendPoint } from "#contracts/metrics.ts";
import { amount, count } from "../../lib/format.ts";
import { dayWithWeekday } from "../../lib/format-time.ts";
import { Num } from "../../ui/num.tsx";
import { Table } from "../../ui/table.tsx";

/** The trend's numbers, newest day first. */
export function TrendTable({ points, currency }: { points: readonly TrendPoint[]; currency: string }) {
  return (
    <Table
      caption="Numbers per day"
      tall
      rows={[...points].reverse()}
      rowKey={(point) => point.date}
      columns={[
        {
          key: "date",
          head: "Day",
          cell: (point) => <time dateTime={point.date}>{dayWithWeekday(point.date)}</time>,
        },
        {
          key: "spend",
          head: "Spend",
          note: currency,
          numeric: true,
          cell: (p) => <Num value={p.spend} text={amount(p.spend)} />,
        },
        {
          key: "impressions",
          head: "Impressions",
          numeric: true,
          cell: (p) => <Num value={p.impressions} text={count(p.impressions)} />,
        },
        { key: "clicks", head: "Clicks", numeric: true, cell: (p) => <Num value={p.clicks} text={count(p.clicks)} /> },
        {
          key: "conversions",
          head: "Conversions",
          numeric: true,
          cell: (p) => <Num value={p.conversions} text={count(p.conversions)} />,
        },
        {
          key: "settled",
          head: "State",
          cell: (p) =>
            p.settled ? (
              "Settled"
            ) : (
              <>
                <span class="provisional-mark" aria-hidden="true" /> Provisional
              </>
            ),
        },
      ]}
    />
  );
}
