import type { Ad, AdSet, Campaign } from "../world/campaigns.ts";
import { budgetOf } from "../world/edits.ts";
import { numericId } from "../world/random.ts";
import { delivers, periodOf } from "../world/schedule.ts";
import type { SampleAccount } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import { campaignTypeOf } from "./objectives.ts";

/** What Microsoft calls the time zone of Jamaica: it has names of its own, as Windows has. */
export const TIME_ZONE = "BogotaLimaQuito";

export const userIdOf = (tenantId: string): string => numericId("13", 9, tenantId, "microsoft user");
export const customerIdOf = (tenantId: string): string => numericId("25", 9, tenantId, "microsoft customer");
/** The number that people see, beside the id that programs use. */
export const numberOf = (account: SampleAccount): string => `F1${numericId("", 6, account.id, "microsoft number")}`;

export type Standing = "Active" | "Paused";

export const standing = (campaign: Campaign, moment: Moment): Standing =>
  campaign.account.active && delivers(campaign.schedule, moment.today) ? "Active" : "Paused";

interface PlainDate {
  readonly Day: number;
  readonly Month: number;
  readonly Year: number;
}

function plainDate(date: string | null): PlainDate | null {
  if (date === null) return null;
  const [Year, Month, Day] = date.split("-").map(Number) as [number, number, number];
  return { Day, Month, Year };
}

export const userRow = (tenantId: string): Record<string, unknown> => ({
  Id: userIdOf(tenantId),
  CustomerId: customerIdOf(tenantId),
  UserName: "agency",
  UserLifeCycleStatus: "Active",
});

export const accountRow = (account: SampleAccount): Record<string, unknown> => ({
  Id: account.id,
  Name: account.name,
  Number: numberOf(account),
  ParentCustomerId: customerIdOf(account.tenantId),
  BillToCustomerId: customerIdOf(account.tenantId),
  PrimaryUserId: userIdOf(account.tenantId),
  CurrencyCode: account.currency,
  TimeZone: TIME_ZONE,
  Language: "English",
  AccountLifeCycleStatus: "Active",
  AccountFinancialStatus: "ClearFinancialStatus",
  AccountMode: "Expert",
  AutoTagType: "Inactive",
  PaymentMethodType: "CreditCard",
  LastModifiedByUserId: userIdOf(account.tenantId),
  LastModifiedTime: "2024-01-31T05:05:00.123",
  LinkedAgencies: [],
  ForwardCompatibilityMap: null,
  TaxCertificate: null,
  TaxInformation: null,
});

/** Microsoft only has budgets of a day: that of a period is divided by its days. */
function dailyBudget(campaign: Campaign, moment: Moment): number {
  const budget = budgetOf(campaign, moment.today, moment.firstDay);
  if (budget.kind === "daily") return budget.cents / 100;
  const { start, end } = periodOf(campaign.schedule, moment.today);
  const days = end === null ? 1 : (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1;
  return Math.round(budget.cents / days) / 100;
}

export function campaignRow(campaign: Campaign, moment: Moment): Record<string, unknown> {
  const { type, bidding } = campaignTypeOf[campaign.objective];
  return {
    Id: campaign.id,
    Name: campaign.name,
    Status: standing(campaign, moment),
    CampaignType: type,
    SubType: null,
    BudgetType: "DailyBudgetStandard",
    DailyBudget: dailyBudget(campaign, moment),
    BudgetId: null,
    BiddingScheme: { Type: bidding },
    TimeZone: TIME_ZONE,
    Languages: ["English"],
    AudienceAdsBidAdjustment: 0,
    MultimediaAdsBidAdjustment: 40,
    AdScheduleUseSearcherTimeZone: false,
    ExperimentId: null,
    FinalUrlSuffix: null,
    TrackingUrlTemplate: null,
    UrlCustomParameters: null,
    ForwardCompatibilityMap: [],
    Settings: [],
  };
}

export function adGroupRow(adSet: AdSet, moment: Moment): Record<string, unknown> {
  const { start, end } = periodOf(adSet.campaign.schedule, moment.today);
  return {
    Id: adSet.id,
    Name: adSet.name,
    Status: "Active",
    AdGroupType: "SearchStandard",
    AdRotation: null,
    AdScheduleUseSearcherTimeZone: null,
    AudienceAdsBidAdjustment: null,
    BiddingScheme: { Type: "InheritFromParent" },
    CpcBid: { Amount: 0.5 },
    StartDate: plainDate(start),
    EndDate: plainDate(end),
    Language: "English",
    Network: "OwnedAndOperatedAndSyndicatedSearch",
    PrivacyStatus: null,
    FinalUrlSuffix: null,
    TrackingUrlTemplate: null,
    UrlCustomParameters: null,
    ForwardCompatibilityMap: [],
    Settings: null,
  };
}

export const adRow = (ad: Ad): Record<string, unknown> => ({
  Id: ad.id,
  Type: "ExpandedText",
  Status: "Active",
  EditorialStatus: "Active",
  AdFormatPreference: "All",
  DevicePreference: 0,
  TitlePart1: ad.name,
  TitlePart2: ad.adSet.campaign.name,
  TitlePart3: "",
  Text: `${ad.adSet.campaign.name}: ${ad.name}`,
  TextPart2: "",
  Path1: "",
  Path2: "",
  Domain: `shop.${ad.adSet.campaign.account.tenantId}.example`,
  FinalUrls: [`https://shop.${ad.adSet.campaign.account.tenantId}.example/`],
  FinalMobileUrls: null,
  FinalAppUrls: null,
  FinalUrlSuffix: null,
  TrackingUrlTemplate: null,
  UrlCustomParameters: null,
  ForwardCompatibilityMap: [],
});
