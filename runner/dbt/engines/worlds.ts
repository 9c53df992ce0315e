import { quirksOf } from "../independent/quirks.fixture.ts";
import type { Raw, Sync } from "../lake.fixture.ts";
import { sync } from "../world.fixture.ts";
import type { Rate } from "./engine.ts";

/** Budgets of a day and of a schedule, held by campaigns and by ad sets, one of them shared: what pacing divides. */
const budgets = (): Sync[] => [
  sync("meta", "campaigns", "2026-03-16T00:04:00Z", [
    { id: "2000", account_id: "100", name: "New name", effective_status: "ACTIVE", daily_budget: "12345" },
  ]),
  sync("tiktok", "ad_groups", "2026-03-16T00:04:00Z", [
    {
      adgroup_id: 5999,
      advertiser_id: 900,
      campaign_id: 7999,
      adgroup_name: "Carnival",
      operation_status: "ENABLE",
      schedule_type: "SCHEDULE_START_END",
      schedule_start_time: "2026-02-20 00:00:00",
      schedule_end_time: "2026-03-21 23:59:59",
      budget: 333.33,
      budget_mode: "BUDGET_MODE_TOTAL",
    },
  ]),
  sync(
    "microsoft_ads",
    "campaigns",
    "2026-03-16T00:04:00Z",
    [901, 902, 903].map((Id) => ({
      Id,
      AccountId: 55,
      Name: `Shared ${Id}`,
      Status: "Active",
      CampaignType: "Search",
      BudgetId: 5,
      DailyBudget: 10.01,
    })),
  ),
];

export interface World {
  readonly syncs: readonly Sync[];
  readonly rates: readonly Rate[];
}

export const firstWorld = (seed: number): World => {
  const { syncs, rates } = quirksOf(seed);
  return { syncs: [...syncs, ...budgets()], rates };
};

/** The same a day later: a campaign of Meta has another name and status, another one and all that was said of it is gone. */
export function laterWorld({ syncs, rates }: World): World & { readonly gone: string; readonly renamed: string } {
  const campaigns = syncs.filter(({ platform, stream }) => platform === "meta" && stream === "ads_insights");
  const ids = [...new Set(campaigns.flatMap(({ rows }) => rows.map(({ campaign_id }) => String(campaign_id))))];
  const renamed = "2000";
  const gone = ids.find((id) => id !== renamed && /^\d+$/.test(id))!;
  const stays = (row: Raw) =>
    !Object.entries(row).some(([name, value]) => name.toLowerCase() === "campaign_id" && String(value) === gone);
  const rename = { id: renamed, account_id: "100", name: "Newest name", effective_status: "PAUSED", daily_budget: 500 };
  return {
    gone,
    renamed,
    rates,
    syncs: [
      ...syncs.map((each) => (each.platform === "meta" ? { ...each, rows: each.rows.filter(stays) } : each)),
      sync("meta", "campaigns", "2026-03-16T06:00:00Z", [rename]),
    ],
  };
}
