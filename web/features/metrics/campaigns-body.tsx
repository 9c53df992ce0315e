import type { Combined } from "#contracts/metrics.ts";
import { CampaignTable } from "./campaign-table.tsx";
import { CreativeTable } from "./creative-table.tsx";
import type { Query } from "./filters.ts";
import { KpiCards } from "./kpi-cards.tsx";
import { PacingList } from "./pacing-list.tsx";
import { ParishTable } from "./parish-table.tsx";
import { TrendCard } from "./trend-card.tsx";

export function CampaignsBody({ data, query }: { data: Combined; query: Query }) {
  const { summary, trend } = data.campaign;
  return (
    <>
      <KpiCards summary={summary} trend={trend} />
      <TrendCard points={trend} currency={data.currency} />
      <CampaignTable data={data} query={query} />
      <div class="columns">
        <CreativeTable data={data} />
        <ParishTable data={data} />
      </div>
      <PacingList data={data} />
    </>
  );
}
