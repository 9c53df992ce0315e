import type { Json, Raw, Sync } from "../lake.fixture.ts";
import { money } from "../world.fixture.ts";
import { type Pen, renamedOn } from "./pen.fixture.ts";

/** Micros, ads divided by network and device, Performance Max that only campaigns tell of, regions by resource name. */
export function googleAds({ upTo, one, often, amount, written, sometimes, read, reread }: Pen): Sync[] {
  const measures = (): Raw => ({
    metrics_cost_micros: written(String(amount())),
    metrics_impressions: upTo(900),
    ...sometimes("metrics_clicks", upTo(60)),
    ...sometimes("metrics_conversions", written(`${upTo(5)}.${upTo(1000)}`)),
    metrics_conversions_value: written(`${money(amount())}${one(["", "5"])}`),
  });
  const account: Raw = { customer_id: 700, customer_currency_code: "USD", customer_descriptive_name: "Shop" };
  const campaign = (id: number, day: string): Raw => ({
    ...(often(0.5) ? { customer_id: 700 } : { campaign_resource_name: `customers/700/campaigns/${id}` }),
    ...{ campaign_id: id, campaign_name: `Campaign ${id / 100}${renamedOn(day)}` },
    campaign_status: one(["ENABLED", "ENABLED", "PAUSED", "REMOVED"]),
    ...sometimes("campaign_serving_status", one(["SERVING", "ENDED", "PENDING"])),
    ...sometimes("campaign_advertising_channel_type", "PERFORMANCE_MAX"),
    ...(often(0.5) ? { campaign_start_date_time: "2026-02-01 00:00:00" } : { campaign_start_date: "2026-02-02" }),
    campaign_end_date: one(["2037-12-30", "2026-05-31", null]),
    ...(id < 900 && { campaign_campaign_budget: "customers/700/campaignBudgets/1" }),
    ...sometimes("campaign_budget_amount_micros", upTo(50_000_001)),
  });
  const networks = ["SEARCH", "CONTENT"];
  const devices = ["MOBILE", "DESKTOP"];
  return [
    read("google_ads", "customer", [account]),
    ...reread("google_ads", "ad_performance", (day) =>
      ["41", "42", "51"].flatMap((ad) =>
        networks.flatMap((segments_ad_network_type) =>
          devices
            .filter(() => often(0.6))
            .map((segments_device) => ({
              ...account,
              segments_date: day,
              campaign_id: Number(`${ad.slice(0, 1)}00`),
              campaign_name: `Campaign ${ad.slice(0, 1)}`,
              ad_group_id: `${ad}0`,
              ...sometimes("ad_group_name", `Group ${ad}`),
              ad_group_ad_ad_id: ad,
              ...sometimes("ad_group_ad_ad_name", `Ad ${ad}${renamedOn(day)}`),
              segments_ad_network_type,
              segments_device,
              ...measures(),
            })),
        ),
      ),
    ),
    ...reread("google_ads", "campaign", (day) =>
      [400, 500, 900].flatMap((campaign_id) =>
        [0, 13]
          .filter(() => often(0.8))
          .map((segments_hour) => ({
            ...campaign(campaign_id, day),
            segments_date: day,
            segments_hour,
            segments_ad_network_type: one(networks),
            ...measures(),
          })),
      ),
    ),
    ...reread("google_ads", "geo_performance", (day) =>
      [400, 900].flatMap((campaign_id) =>
        ["geoTargetConstants/9388003", "geoTargetConstants/9388014", "geoTargetConstants/5", null]
          .filter(() => often(0.5))
          .map((segments_geo_target_region) => ({
            customer_id: 700,
            campaign_id,
            ...sometimes("campaign_name", `Campaign ${campaign_id / 100}, by region`),
            ad_group_id: campaign_id * 10,
            segments_date: day,
            segments_geo_target_region,
            geographic_view_location_type: "LOCATION_OF_PRESENCE",
            ...measures(),
          })),
      ),
    ),
  ];
}

/** Revenue with commas, names in capitals, ads divided by device, places that are named or only numbered. */
export function microsoftAds({ upTo, one, often, amount, written, sometimes, read, reread }: Pen): Sync[] {
  const measures = (): Raw => ({
    ...sometimes("Spend", written(money(amount()))),
    Impressions: written(`${upTo(900)}`),
    ...sometimes("Clicks", upTo(60)),
    ...sometimes("Conversions", written(`${upTo(6)}`)),
    Revenue: one<Json>([`${upTo(9)},${100 + upTo(900)}.${10 + upTo(90)}`, money(amount()), 0]),
  });
  const row = (day: string, campaign: number): Raw => ({
    TimePeriod: day,
    AccountId: 800,
    AccountName: "Shop",
    CurrencyCode: "USD",
    CampaignId: campaign,
    CampaignName: `Campaign ${campaign}${renamedOn(day)}`,
    ...sometimes("CampaignType", "Search & content"),
    Network: "Bing",
  });
  const devices = ["Computer", "Tablet"];
  return [
    read("microsoft_ads", "accounts", [
      { Id: 800, Name: "Shop", CurrencyCode: "USD", TimeZone: "EasternTimeUSCanada" },
    ]),
    ...reread("microsoft_ads", "ad_performance_report_daily", (day) =>
      [31, 32].flatMap((ad) =>
        devices
          .filter(() => often(0.7))
          .map((DeviceType) => ({
            ...{ ...row(day, 3), AdGroupId: 30, ...sometimes("AdGroupName", "Group"), AdId: ad, DeviceType },
            ...measures(),
          })),
      ),
    ),
    ...reread("microsoft_ads", "campaign_performance_report_daily", (day) =>
      [3, 4].flatMap((campaign) =>
        devices.filter(() => often(0.7)).map((DeviceType) => ({ ...row(day, campaign), DeviceType, ...measures() })),
      ),
    ),
    ...reread("microsoft_ads", "geographic_performance_report_daily", (day) =>
      [
        { State: "St. Mary", MostSpecificLocation: "Port Maria", LocationId: 1 },
        { State: "", MostSpecificLocation: "Somewhere", LocationId: 1009104 },
        { State: "", MostSpecificLocation: "Jamaica", LocationId: 2 },
        { State: "Florida", MostSpecificLocation: "Florida", LocationId: 3 },
      ]
        .filter(() => often(0.5))
        .map((place) => ({
          ...row(day, 3),
          Country: "Jamaica",
          AdGroupId: 30,
          DeviceType: "Computer",
          ...place,
          ...measures(),
        })),
    ),
  ];
}
