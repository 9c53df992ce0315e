import type { Raw, Sync } from "../lake.fixture.ts";
import { money } from "../world.fixture.ts";
import type { Pen } from "./pen.fixture.ts";

/** What platforms list of accounts, campaigns, ad sets and ads; much of what reports tell of is in no list. */
export function thingsOf(pen: Pen): Sync[] {
  return [meta, tiktok, linkedin, googleAds, microsoftAds].flatMap((platform) => platform(pen));
}

/** Times carry offsets. Campaign 3000 is not listed any more, nothing of account 101 ever was. */
function meta({ upTo, one, often, written, sometimes, read, readOn }: Pen): Sync[] {
  const words = [
    "ACTIVE",
    "WITH_ISSUES",
    "CAMPAIGN_PAUSED",
    "PENDING_REVIEW",
    "DISAPPROVED",
    "ARCHIVED",
    "DELETED",
    "?",
  ];
  const status = (): Raw => sometimes("effective_status", one(words));
  const times = (end: string): Raw => ({
    ...sometimes("start_time", "2026-02-20T23:30:00-0500"),
    ...sometimes(end, "2026-04-01T00:00:00+0000"),
  });
  const budget = (): Raw => ({
    ...sometimes("daily_budget", written(`${upTo(2) * upTo(99999)}`)),
    ...sometimes("lifetime_budget", written(`${upTo(2) * upTo(999999)}`)),
  });
  const campaign = (id: string, name: string): Raw => ({
    ...budget(),
    ...{ id, account_id: "100", status: one(["ACTIVE", "PAUSED"]) },
    ...sometimes("name", name),
    ...status(),
    ...sometimes("objective", "OUTCOME_SALES"),
    ...times("stop_time"),
  });
  const adSet = (id: string, campaign_id: string): Raw => ({
    ...{ id, campaign_id, ...sometimes("account_id", "100"), ...sometimes("name", `Set ${id}`), ...budget() },
    ...status(),
    ...times("end_time"),
  });
  const ad = (id: string, campaign_id: string): Raw => ({
    ...{ id, account_id: 100, campaign_id, adset_id: `set-${id}`, ...sometimes("name", `Ad ${id}`), ...status() },
    ...(often(0.7) && { creative: { id: `creative-${one([1, 2])}` } }),
  });
  return [
    readOn(5, "meta", "campaigns", [campaign("2000", "Old name"), campaign("2500", "Never ran")]),
    readOn(9, "meta", "campaigns", [campaign("2000", "Old name"), campaign("2500", "Never ran")]),
    readOn(9, "meta", "ad_sets", [adSet("set-250", "2500"), adSet("set-251", "2500")]),
    read("meta", "campaigns", [campaign("2000", "Old name"), campaign("2500", "Never ran")]),
    read("meta", "campaigns", [campaign("2000", "New name")]),
    read("meta", "ad_sets", [adSet("set-201", "2000"), adSet("set-250", "2500"), adSet("set-251", "2500")]),
    read("meta", "ads", [ad("201", "2000"), ad("202", "2000"), ad("250", "2500")]),
    read("meta", "ad_creatives", [{ id: "creative-1", thumbnail_url: "https://pictures.test/1.png" }]),
  ];
}

/** The end of a schedule counts only where there is one; campaigns have none of their own. */
function tiktok({ one, amount, sometimes, read, readOn }: Pen): Sync[] {
  const modes = ["BUDGET_MODE_DAY", "BUDGET_MODE_DYNAMIC_DAILY_BUDGET", "BUDGET_MODE_TOTAL", "BUDGET_MODE_INFINITE"];
  const budget = (): Raw => ({ budget: Number(money(amount())), budget_mode: one(modes) });
  const campaign = (campaign_id: number): Raw => ({
    ...(campaign_id === 7100 && budget()),
    ...{ campaign_id, advertiser_id: 900, operation_status: one(["ENABLE", "DISABLE", "DELETE"]) },
    ...sometimes("campaign_name", `Reggae ${campaign_id}`),
    ...sometimes(
      "secondary_status",
      one(["CAMPAIGN_STATUS_ENABLE", "CAMPAIGN_STATUS_DISABLE", "CAMPAIGN_STATUS_DELETE"]),
    ),
    ...sometimes("objective_type", "TRAFFIC"),
  });
  const group = (adgroup_id: number, campaign_id: number): Raw => ({
    ...budget(),
    ...{
      adgroup_id,
      campaign_id,
      ...sometimes("advertiser_id", 900),
      ...sometimes("adgroup_name", `Group ${adgroup_id}`),
    },
    ...sometimes("operation_status", one(["ENABLE", "DISABLE"])),
    ...sometimes(
      "secondary_status",
      one([
        "ADGROUP_STATUS_DELIVERY_OK",
        "ADGROUP_STATUS_TIME_DONE",
        "ADGROUP_STATUS_REAUDIT",
        "ADGROUP_STATUS_AUDIT_DENY",
      ]),
    ),
    schedule_type: one(["SCHEDULE_START_END", "SCHEDULE_FROM_NOW"]),
    ...{
      schedule_start_time: "2026-02-20 00:00:00",
      schedule_end_time: one(["2026-03-21 23:59:59", "2036-03-21 00:00:00"]),
    },
  });
  const ad = (ad_id: number, adgroup_id: number): Raw => ({
    ...{ ad_id, adgroup_id, advertiser_id: 900, ...sometimes("ad_name", `Clip ${ad_id}`) },
    ...sometimes("campaign_name", "Reggae"),
    ...sometimes("operation_status", one(["ENABLE", "DISABLE"])),
    ...sometimes(
      "secondary_status",
      one(["AD_STATUS_DELIVERY_OK", "AD_STATUS_AUDIT", "AD_STATUS_DONE", "AD_STATUS_CAMPAIGN_DISABLE"]),
    ),
  });
  return [
    readOn(7, "tiktok", "campaigns", [campaign(7100), campaign(7300)]),
    readOn(7, "tiktok", "ad_groups", [group(5711, 7100), group(5730, 7300), group(5731, 7300)]),
    read("tiktok", "campaigns", [campaign(7100), campaign(7300)]),
    read("tiktok", "ad_groups", [group(5711, 7100), group(5730, 7300), group(5731, 7300)]),
    read("tiktok", "ads", [ad(711, 5711), ad(730, 5730)]),
  ];
}

/** Schedules in milliseconds; a group that is over still says that it is active. */
function linkedin({ one, often, amount, sometimes, read, readOn }: Pen): Sync[] {
  const urn = (kind: string, id: string) => `urn:li:${kind}:${id}`;
  const day = (text: string) => Date.parse(text);
  const status = (): Raw => ({ status: one(["ACTIVE", "PAUSED", "DRAFT", "CANCELED", "PENDING_DELETION", "?"]) });
  const schedule = (): Raw =>
    often(0.8)
      ? {
          runSchedule: {
            start: day("2026-02-20T23:59:59Z"),
            ...(often(0.5) && { end: one([day("2026-03-10T00:00:00Z"), day("2026-05-01T00:00:00Z")]) }),
          },
        }
      : {};
  const account = urn("sponsoredAccount", "500");
  const budget = (name: string): Raw =>
    often(0.5) ? { [name]: { amount: money(amount()), currencyCode: "USD" } } : {};
  const group = (id: number): Raw => ({
    ...{ id, account, ...sometimes("name", `Group ${id}`), ...status(), ...schedule() },
    ...(id === 60 && { ...budget("totalBudget"), ...budget("dailyBudget") }),
  });
  return [
    readOn(8, "linkedin", "campaign_groups", [group(60), group(61)]),
    read("linkedin", "campaign_groups", [{ ...group(60), objectiveType: "LEAD_GENERATION" }, group(61)]),
    read(
      "linkedin",
      "campaigns",
      [71, 72, 73].map((id) => ({
        ...{ id, account, campaignGroup: urn("sponsoredCampaignGroup", id === 73 ? "61" : "60") },
        ...{ ...sometimes("name", `Set ${id}`), ...status(), ...schedule() },
        ...{ ...budget("dailyBudget"), ...budget("totalBudget") },
      })),
    ),
    read("linkedin", "creatives", [
      {
        ...{ id: urn("sponsoredCreative", "91"), account, campaign: urn("sponsoredCampaign", "71"), name: "Banner" },
        intendedStatus: one(["ACTIVE", "PAUSED", "REMOVED"]),
        ...(often(0.7) && { review: { status: one(["APPROVED", "REJECTED", "NEEDS_REVIEW"]) } }),
      },
    ]),
  ];
}

/** Things are told of by resource name; ads do not say in which campaign their ad group is. */
function googleAds({ one, upTo, sometimes, read, readOn }: Pen): Sync[] {
  const group = (id: number, campaign: number): Raw => ({
    ad_group_id: id,
    ad_group_campaign: `customers/700/campaigns/${campaign}`,
    ...sometimes("ad_group_name", `Group ${id}`),
    ...sometimes("ad_group_status", one(["ENABLED", "PAUSED", "REMOVED"])),
  });
  const ad = (id: number, group: number): Raw => ({
    ad_group_ad_ad_id: id,
    ad_group_ad_ad_group: `customers/700/adGroups/${group}`,
    ...sometimes("ad_group_ad_ad_name", `Ad ${id}`),
    ad_group_ad_status: one(["ENABLED", "ENABLED", "PAUSED"]),
    ...sometimes("ad_group_ad_policy_summary_approval_status", one(["APPROVED", "DISAPPROVED", "UNKNOWN"])),
    ...sometimes("ad_group_ad_policy_summary_review_status", one(["REVIEWED", "REVIEW_IN_PROGRESS"])),
  });
  const budget = (id: number): Raw => ({
    campaign_budget_id: id,
    ...sometimes("campaign_budget_amount_micros", upTo(99_000_001)),
    ...sometimes("campaign_budget_total_amount_micros", upTo(2) * upTo(999_000_001)),
  });
  return [
    readOn(6, "google_ads", "campaign_budget", [budget(1)]),
    readOn(11, "google_ads", "campaign_budget", [budget(1)]),
    read("google_ads", "ad_group", [group(410, 400), group(430, 400)]),
    read("google_ads", "ad_group_ad", [ad(41, 410), ad(43, 430), ad(44, 440)]),
  ];
}

/** Days are objects; ads have no name but their first line. */
function microsoftAds({ one, often, upTo, sometimes, read, readOn }: Pen): Sync[] {
  const words = ["Active", "BudgetPaused", "Draft", "Expired", "Deleted", "?"];
  const day = (Day: number, Month: number) => ({ Day, Month, Year: 2026 });
  const campaigns = (): Raw[] => [
    {
      Id: 3,
      AccountId: 800,
      Name: "Search",
      Status: one(words),
      CampaignType: "Search",
      BudgetId: 1,
      DailyBudget: upTo(99) + 0.33,
    },
    {
      Id: 5,
      AccountId: 800,
      ...sometimes("Name", "Never ran"),
      Status: one(words),
      BudgetId: 1,
      ...sometimes("DailyBudget", upTo(9)),
    },
  ];
  return [
    readOn(10, "microsoft_ads", "campaigns", campaigns()),
    read("microsoft_ads", "campaigns", campaigns()),
    read(
      "microsoft_ads",
      "ad_groups",
      [30, 50, 51].map((Id) => ({
        ...{ Id, CampaignId: Id < 50 ? 3 : 5, ...sometimes("AccountId", 800), ...sometimes("Name", `Group ${Id}`) },
        Status: one(words),
        ...(often(0.7) && { StartDate: day(2, 1) }),
        ...(often(0.7) && { EndDate: day(5, 10) }),
      })),
    ),
    read(
      "microsoft_ads",
      "ads",
      [31, 50].map((Id) => ({
        ...{ Id, AdGroupId: Id === 31 ? 30 : 50, Status: one(words), ...sometimes("TitlePart1", `Line ${Id}`) },
        ...sometimes("Headline", `Head ${Id}`),
        ...sometimes("EditorialStatus", one(["Active", "Disapproved", "Inactive"])),
      })),
    ),
  ];
}
