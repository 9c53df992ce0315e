import { capabilitiesOf } from "#contracts/capabilities.ts";
import { Me } from "#contracts/me.ts";
import { Combined } from "#contracts/metrics.ts";

export const tenants = [
  {
    id: "harbour",
    label: "Harbour Agency",
    role: "owner",
    currency: "JMD",
    time_zone: "America/Jamaica",
    agency: null,
  },
  {
    id: "blue-hills",
    label: "Blue Hills",
    role: "viewer",
    currency: "USD",
    time_zone: "America/New_York",
    agency: null,
  },
] as const;

export const meOf = (index = 0): Me =>
  Me.parse({
    user: { id: "u1", email: "ana@example.com", name: "Ana Brown" },
    tenant: tenants[index],
    tenants,
    roles: [tenants[index]!.role],
    capabilities: capabilitiesOf[tenants[index]!.role],
    has_password: true,
    second_factor: { enabled: false, recovery_codes_left: 0 },
  });

const totals = {
  currency: "JMD",
  totalSpend: 1234.5,
  totalImpressions: 20_000,
  totalClicks: 400,
  totalConversions: 10,
  totalConversionValue: 5000,
  averageRoas: 4.05,
  ctr: 0.02,
  cpc: 3.09,
  cpm: 61.7,
  cpa: 123.45,
};

export const campaign = (id: string, spend: number, more: Partial<Combined["campaign"]["rows"][number]> = {}) => ({
  id,
  name: `Campaign ${id}`,
  platform: "meta" as const,
  status: "ACTIVE",
  parishes: ["Kingston", "Portland", "Hanover"],
  spend,
  impressions: 100,
  clicks: 10,
  conversions: 1,
  conversionValue: 20,
  roas: 2,
  ctr: 0.1,
  cpc: 1,
  cpm: 5,
  ...more,
});

const point = (date: string, settled: boolean) => ({
  date,
  spend: 617.25,
  impressions: 10_000,
  clicks: 200,
  conversions: 5,
  conversionValue: 2500,
  settled,
});

const available = { status: "available", reason: null } as const;

export const snapshotId = "019aa5c2-7f10-7c3e-9b5d-3f62a81c90de";

/** A whole payload, valid by the contract, with parts replaced. */
export const combinedOf = (more: Partial<Combined> = {}): Combined =>
  Combined.parse({
    tenant_id: "harbour",
    tenant_label: "Harbour Agency",
    dataset: "warehouse",
    snapshot_id: snapshotId,
    snapshot_generated_at: new Date(Date.now() - 5.5 * 60_000).toISOString(),
    snapshot_current: true,
    status: "ok",
    status_reason: null,
    currency: "JMD",
    time_zone: "America/Jamaica",
    coverage: { startDate: "2026-01-01", endDate: "2026-03-31" },
    period: { startDate: "2026-03-01", endDate: "2026-03-30" },
    availability: {
      campaign: available,
      creative: available,
      budget: available,
      parish_map: { ...available, coverage_percent: 91.4 },
    },
    freshness: [
      {
        source: "meta",
        last_synced_at: new Date(Date.now() - 12 * 60_000).toISOString(),
        data_through: "2026-03-30",
        settled_until: "2026-03-02",
        status: "ok",
      },
    ],
    row_counts: { campaign: 2, creative: 1, budget: 1, parish: 2 },
    campaign: {
      summary: {
        ...totals,
        previous: { ...totals, totalSpend: 1000, cpc: 4, startDate: "2026-01-30", endDate: "2026-02-28" },
      },
      trend: [point("2026-03-01", true), point("2026-03-02", false)],
      rows: [campaign("1", 900), campaign("2", 334.5, { platform: "tiktok", ctr: null })],
      next_cursor: null,
    },
    creative: [
      {
        id: "ad1",
        name: "Video A",
        campaignId: "1",
        campaignName: "Campaign 1",
        platform: "meta",
        spend: 500,
        impressions: 50,
        clicks: 5,
        conversions: 1,
        roas: 2,
        ctr: 0.1,
      },
    ],
    budget: [
      {
        id: "b1",
        campaignName: "Campaign 1",
        platform: "meta",
        parishes: [],
        monthlyBudget: 1000,
        spendToDate: 900,
        projectedSpend: 1400,
        pacingPercent: 140,
        startDate: "2026-03-01",
        endDate: "2026-03-31",
      },
    ],
    parish: ["Portland", "Kingston"].map((parish) => ({
      parish,
      code: parish.toLowerCase(),
      spend: parish === "Kingston" ? 800 : 100,
      impressions: 10,
      clicks: 1,
      conversions: 0,
      roas: null,
      campaignCount: 1,
      currency: "JMD",
    })),
    ...more,
  });
