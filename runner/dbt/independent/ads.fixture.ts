import type { Json, Raw, Sync } from "../lake.fixture.ts";
import { money } from "../world.fixture.ts";
import { type Pen, renamedOn } from "./pen.fixture.ts";

const spellings = ["St. Ann Parish", "SAINT ANN", "Saint  Andrew", "kingston", "Atlantis", "", "Trelawny parish"];

/** Numbers as numbers or text, two accounts, one of them not listed and with a currency that is sometimes empty. */
export function meta({ upTo, one, often, amount, written, sometimes, read, reread }: Pen): Sync[] {
  const action = (action_type: string, value: string): Json => ({ action_type, value: written(value) });
  const metaMeasures = (): Raw => ({
    ...sometimes("spend", written(`${money(amount())}${one(["", "5"])}`)),
    impressions: written(`${upTo(900)}`),
    ...sometimes("clicks", written(`${upTo(60)}`)),
    ...(often(0.7) && {
      actions: [
        action("link_click", `${upTo(60)}`),
        action("offsite_conversion.fb_pixel_purchase", `${upTo(4)}`),
        action("purchase", `${upTo(4)}`),
        action("offsite_conversion.fb_pixel_lead", `${upTo(3)}`),
        action("omni_purchase", `${upTo(4)}`),
      ],
      action_values: [
        action("offsite_conversion.fb_pixel_purchase", money(amount())),
        action("omni_purchase", money(amount())),
        action("offsite_conversion.fb_pixel_lead", money(amount())),
      ],
    }),
  });
  const metaAds = ["201", "202", "311", "412"];
  const metaRow = (day: string, ad: string): Raw => {
    const account_id = ad === "412" ? "101" : "100";
    return {
      date_start: day,
      date_stop: day,
      account_id,
      account_currency: account_id === "100" ? "USD" : one(["EUR", "eur", "", "EUR"]),
      campaign_id: `${ad.slice(0, 1)}000`,
      ...sometimes("account_name", account_id === "100" ? "Shop" : "Island"),
      ...sometimes("campaign_name", `Campaign ${ad.slice(0, 1)}${renamedOn(day)}`),
      ...sometimes("adset_name", `Set ${ad}`),
      ...sometimes("ad_name", `Ad ${ad}${renamedOn(day)}`),
      ...sometimes("objective", "OUTCOME_LEADS"),
      adset_id: `set-${ad}`,
      ad_id: one([ad, Number(ad), `${ad}.0`]),
      ...metaMeasures(),
    };
  };
  return [
    read("meta", "ad_account", [
      { account_id: "100", ...sometimes("name", "Shop"), currency: one(["USD", ""]), timezone_name: "America/Jamaica" },
    ]),
    read("meta", "campaigns", [{ id: "2000", account_id: "100", name: "Old name", status: "PAUSED" }]),
    read("meta", "campaigns", [{ id: "2000", account_id: "100", name: "New name", effective_status: "ACTIVE" }]),
    ...reread("meta", "ads_insights", (day) => metaAds.filter(() => often(0.9)).map((ad) => metaRow(day, ad))),
    ...reread("meta", "custominsights_region_daily", (day) =>
      metaAds.flatMap((ad) =>
        spellings.filter(() => often(0.3)).map((region) => ({ ...metaRow(day, ad), region, ...metaMeasures() })),
      ),
    ),
  ];
}

/** Metrics nested as text, no advertiser but what the lists know, values of three kinds. */
export function tiktok({ upTo, one, often, amount, sometimes, read, reread }: Pen): Sync[] {
  const tiktokMetrics = (ad: string): Raw => ({
    ...(often(0.8) && { campaign_id: Number(`${ad.slice(0, 1)}100`), adgroup_id: Number(`5${ad}`) }),
    ...sometimes("campaign_name", `Campaign ${ad.slice(0, 1)}`),
    ...sometimes("adgroup_name", `Group ${ad}`),
    ...sometimes("ad_name", `Clip ${ad}`),
    spend: money(amount()),
    impressions: `${upTo(900)}`,
    ...sometimes("clicks", `${upTo(60)}`),
    conversion: `${upTo(6)}`,
    total_complete_payment_rate: one(["0.00", "-", money(amount())]),
    total_purchase_value: one(["0.00", money(amount())]),
    ...sometimes("total_onsite_shopping_value", money(amount())),
  });
  const tiktokRow = (day: string, ad: string, beside: Raw = {}): Raw => ({
    ad_id: Number(ad),
    stat_time_day: `${day} 00:00:00`,
    ...(ad === "713" && { advertiser_id: 901 }),
    ...beside,
    metrics: tiktokMetrics(ad),
  });
  const tiktokAds = ["711", "712", "713", "815"];
  return [
    read("tiktok", "advertisers", [
      { advertiser_id: 900, name: "Shop", currency: "JMD", ...sometimes("timezone", "Etc/GMT+5") },
      ...(often(0.5) ? [{ advertiser_id: 901, name: "Other", currency: "USD" }] : []),
    ]),
    read("tiktok", "campaigns", [{ campaign_id: 7100, advertiser_id: 900, campaign_name: "Reggae" }]),
    read("tiktok", "ad_groups", [{ adgroup_id: 5712, advertiser_id: 900, campaign_id: 7100, adgroup_name: "Group" }]),
    read("tiktok", "ads", [
      { ad_id: 711, advertiser_id: 900, campaign_id: 7100, adgroup_id: 5711, ad_name: "Clip" },
      { ad_id: 712, advertiser_id: 900, adgroup_id: 5712, ad_name: "Clip 2" },
    ]),
    ...reread("tiktok", "ads_reports_daily", (day) =>
      tiktokAds.filter(() => often(0.9)).map((ad) => tiktokRow(day, ad)),
    ),
    ...reread("tiktok", "ads_audience_reports_by_province_daily", (day) =>
      tiktokAds.flatMap((ad) =>
        ["3489853", "3488716", "1", ""]
          .filter(() => often(0.4))
          .map((province_id) => tiktokRow(day, ad, { province_id })),
      ),
    ),
  ];
}

/** Urns, costs a little below nought, a creative that is gone, campaigns that say more than their creatives. */
export function linkedin({ upTo, one, often, amount, written, sometimes, read, reread }: Pen): Sync[] {
  const urn = (kind: string, id: string) => `urn:li:${kind}:${id}`;
  /** A tenth of what is told is a cost that floating point left a little below nought. */
  const linkedinMeasures = (): Raw => ({
    costInLocalCurrency: often(0.1) ? one<Json>(["-0.0000000000000003", "-2.9E-16", -3e-16]) : written(money(amount())),
    impressions: upTo(900),
    ...sometimes("clicks", upTo(60)),
    externalWebsiteConversions: upTo(5),
    externalWebsitePostClickConversions: upTo(3),
    ...sometimes("oneClickLeads", upTo(3)),
    ...sometimes("conversionValueInLocalCurrency", money(amount())),
  });
  const creatives = ["91", "92", "93", "99"];
  return [
    read("linkedin", "accounts", [{ id: 500, name: "Shop", currency: "USD" }]),
    read("linkedin", "campaign_groups", [
      { id: 60, account: urn("sponsoredAccount", "500"), name: "Group", status: "ACTIVE" },
    ]),
    read("linkedin", "campaigns", [
      {
        id: 71,
        account: urn("sponsoredAccount", "500"),
        campaignGroup: urn("sponsoredCampaignGroup", "60"),
        name: "A",
      },
      {
        id: 72,
        account: urn("sponsoredAccount", "500"),
        campaignGroup: urn("sponsoredCampaignGroup", "60"),
        name: "B",
      },
    ]),
    read("linkedin", "creatives", [
      {
        id: urn("sponsoredCreative", "91"),
        account: urn("sponsoredAccount", "500"),
        campaign: urn("sponsoredCampaign", "71"),
      },
      {
        id: urn("sponsoredCreative", "92"),
        account: urn("sponsoredAccount", "500"),
        campaign: urn("sponsoredCampaign", "72"),
      },
      { id: urn("sponsoredCreative", "93"), campaign: urn("sponsoredCampaign", "71") },
    ]),
    // Creative 99 is gone from the list; days on which it reports have no rest that could be told.
    ...reread("linkedin", "ad_creative_analytics", (day) =>
      creatives
        .filter((ad) => often(ad === "99" ? 0.2 : 0.8))
        .map((ad) => ({ end_date: day, string_of_pivot_values: urn("sponsoredCreative", ad), ...linkedinMeasures() })),
    ),
    ...reread("linkedin", "ad_campaign_analytics", (day) =>
      ["71", "72"]
        .filter(() => often(0.9))
        .map((id) => ({ end_date: day, string_of_pivot_values: urn("sponsoredCampaign", id), ...linkedinMeasures() })),
    ),
    ...reread("linkedin", "ad_member_region_analytics", (day) =>
      ["71", "72"].flatMap((id) =>
        ["105126901", "105126906", "7"]
          .filter(() => often(0.5))
          .map((geo) => ({
            end_date: day,
            sponsoredCampaign: urn("sponsoredCampaign", id),
            string_of_pivot_values: urn("geo", geo),
            ...linkedinMeasures(),
          })),
      ),
    ),
  ];
}
