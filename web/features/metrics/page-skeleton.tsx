import { Skeleton } from "../../ui/skeleton.tsx";
import { KpiSkeleton } from "./kpi-cards.tsx";
import { TrendSkeleton } from "./trend-card.tsx";

const rows = Array.from({ length: 8 }, (_, index) => index);

/** The page's shape at the page's sizes, so that nothing moves when numbers arrive. */
export function PageSkeleton() {
  return (
    <>
      <div>
        <KpiSkeleton />
        <p class="kpis-note" />
      </div>
      <TrendSkeleton />
      <div class="card" aria-hidden="true">
        <div class="card-head">
          <h2>Campaigns</h2>
        </div>
        <div class="skeleton-rows">
          {rows.map((row) => (
            <Skeleton key={row} height="1.25rem" width={`${96 - (row % 3) * 9}%`} />
          ))}
        </div>
      </div>
    </>
  );
}
