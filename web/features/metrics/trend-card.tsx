import { useState } from "preact/hooks";
import type { TrendPoint } from "#contracts/metrics.ts";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TrendChart } from "./trend-chart.tsx";
import { type TrendMetric, trendLabels, trendMetrics } from "./trend-metrics.ts";
import { TrendTable } from "./trend-table.tsx";

const metricOptions = trendMetrics.map((value) => ({ value, label: trendLabels[value] }));
const views = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

export function TrendCard({ points, currency }: { points: readonly TrendPoint[]; currency: string }) {
  const [metric, setMetric] = useState<TrendMetric>("spend");
  const [view, setView] = useState<"chart" | "table">("chart");
  const open = points.some((point) => !point.settled);
  return (
    <Card
      title={`${trendLabels[metric]} per day`}
      hint={metric === "spend" ? `In ${currency}` : undefined}
      actions={
        <>
          <Segmented label="Metric" value={metric} options={metricOptions} onChange={setMetric} />
          <Segmented label="View" value={view} options={views} onChange={setView} />
        </>
      }
    >
      {points.length === 0 ? (
        <EmptyState small icon="chart" title="No days with data in this period" />
      ) : view === "table" ? (
        <div class="trend-table">
          <TrendTable points={points} currency={currency} />
        </div>
      ) : (
        <>
          <TrendChart points={points} metric={metric} currency={currency} />
          <p class="trend-key">
            <span>
              <span class="key-line" aria-hidden="true" /> Settled
            </span>
            {open && (
              <span>
                <span class="key-line is-open" aria-hidden="true" /> Provisional: may still be restated
              </span>
            )}
          </p>
        </>
      )}
    </Card>
  );
}

export function TrendSkeleton() {
  return (
    <div class="card" aria-hidden="true">
      <div class="card-head">
        <h2>Spend per day</h2>
        <Skeleton width="20rem" height="var(--control)" />
      </div>
      <div class="card-body">
        <Skeleton height="18.5rem" />
      </div>
    </div>
  );
}
