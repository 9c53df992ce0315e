import type { Ad } from "../world/campaigns.ts";
import { money, type Sums } from "../world/sums.ts";
import type { Moment } from "../world/truth.ts";
import type { Device } from "./devices.ts";
import { numberOf, standing } from "./entities.ts";
import { campaignTypeOf } from "./objectives.ts";
import { COUNTRY, type Place } from "./places.ts";

/** One line of a report. `place` only in reports by place. */
export interface Line {
  readonly ad: Ad;
  readonly date: string;
  readonly device: Device;
  readonly place: Place | null;
  readonly sums: Sums;
}

export interface Style {
  readonly moment: Moment;
  /** Whether amounts of a thousand and more have commas, as revenue has in the reports of campaigns and of ads. */
  readonly commas: boolean;
}

type Value = (line: Line, style: Style) => string;

/** What a report writes where a metric does not apply. */
const INAPPLICABLE = "--";

const grouped = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const conversionsOf = ({ sums }: Line): number => sums.purchases + sums.leads;
const divided = (dividend: number, divisor: number): string =>
  divisor === 0 ? INAPPLICABLE : (dividend / divisor).toFixed(2);
const percent = (dividend: number, divisor: number): string =>
  divisor === 0 ? INAPPLICABLE : `${((dividend / divisor) * 100).toFixed(2)}%`;
const revenue = (cents: number, { commas }: Style): string => (commas ? grouped.format(cents / 100) : money(cents));

const campaign: Readonly<Record<string, Value>> = {
  TimePeriod: ({ date }) => date,
  AccountId: ({ ad }) => ad.adSet.campaign.account.id,
  AccountName: ({ ad }) => ad.adSet.campaign.account.name,
  AccountNumber: ({ ad }) => numberOf(ad.adSet.campaign.account),
  AccountStatus: () => "Active",
  CurrencyCode: ({ ad }) => ad.adSet.campaign.account.currency,
  CampaignId: ({ ad }) => ad.adSet.campaign.id,
  CampaignName: ({ ad }) => ad.adSet.campaign.name,
  CampaignStatus: ({ ad }, { moment }) => standing(ad.adSet.campaign, moment),
  CampaignType: ({ ad }) => campaignTypeOf[ad.adSet.campaign.objective].type,
  AdGroupId: ({ ad }) => ad.adSet.id,
  AdGroupName: ({ ad }) => ad.adSet.name,
  AdGroupStatus: () => "Active",
  AdId: ({ ad }) => ad.id,
};

const segments: Readonly<Record<string, Value>> = {
  AdDistribution: () => "Search",
  DeviceType: ({ device }) => device.type,
  DeviceOS: ({ device }) => device.system,
  Language: () => "English",
  Network: () => "Bing and Yahoo! search",
  TopVsOther: () => "Bing and Yahoo! search - Top",
  BidMatchType: () => "Broad",
  DeliveredMatchType: () => "Broad",
  Country: () => COUNTRY,
  State: ({ place }) => place?.state ?? "",
  MostSpecificLocation: ({ place }) => place?.state || COUNTRY,
  LocationId: ({ place }) => place?.id ?? "",
  LocationType: () => "Physical location",
  QueryIntentCountry: () => COUNTRY,
  QueryIntentLocationId: ({ place }) => place?.id ?? "",
};

/** Conversions and revenue are counted once: `All…` and `…Qualified` say the same again. */
const metrics: Readonly<Record<string, Value>> = {
  Impressions: ({ sums }) => String(sums.impressions),
  Clicks: ({ sums }) => String(sums.clicks),
  Spend: ({ sums }) => money(sums.spendCents),
  Ctr: ({ sums }) => percent(sums.clicks, sums.impressions),
  AverageCpc: ({ sums }) => divided(sums.spendCents / 100, sums.clicks),
  AverageCpm: ({ sums }) => divided(sums.spendCents * 10, sums.impressions),
  Conversions: (line) => String(conversionsOf(line)),
  ConversionsQualified: (line) => conversionsOf(line).toFixed(2),
  AllConversions: (line) => String(conversionsOf(line)),
  AllConversionsQualified: (line) => conversionsOf(line).toFixed(2),
  ConversionRate: (line) => percent(conversionsOf(line), line.sums.clicks),
  AllConversionRate: (line) => percent(conversionsOf(line), line.sums.clicks),
  CostPerConversion: (line) => divided(line.sums.spendCents / 100, conversionsOf(line)),
  AllCostPerConversion: (line) => divided(line.sums.spendCents / 100, conversionsOf(line)),
  Revenue: ({ sums }, style) => revenue(sums.valueCents, style),
  AllRevenue: ({ sums }, style) => revenue(sums.valueCents, style),
  ReturnOnAdSpend: ({ sums }) => divided(sums.valueCents, sums.spendCents),
  AllReturnOnAdSpend: ({ sums }) => divided(sums.valueCents, sums.spendCents),
  Assists: () => "0",
  ViewThroughConversions: () => "0",
};

const known: Readonly<Record<string, Value>> = { ...campaign, ...segments, ...metrics };

/** Columns that exist and in which the sample world has nothing to say. */
const blank: ReadonlySet<string> = new Set([
  ...["AbsoluteTopImpressionRatePercent", "TopImpressionRatePercent", "AveragePosition", "CostPerAssist"],
  ...["RevenuePerConversion", "RevenuePerAssist", "AllRevenuePerConversion", "ViewThroughConversionsQualified"],
  ...["ViewThroughRevenue", "DestinationUrl", "CustomParameters", "FinalAppUrl", "AdDescription", "AdDescription2"],
  ...["CampaignLabels", "QualityScore", "AdRelevance", "LandingPageExperience", "PhoneImpressions", "PhoneCalls"],
  ...["Ptr", "LowQualityClicks", "LowQualityClicksPercent", "LowQualityImpressions", "LowQualitySophisticatedClicks"],
  ...["LowQualityConversions", "LowQualityConversionRate", "BudgetName", "BudgetStatus", "BudgetAssociationStatus"],
  ...["HistoricalQualityScore", "HistoricalExpectedCtr", "HistoricalAdRelevance", "HistoricalLandingPageExperience"],
  ...["MetroArea", "City", "County", "PostalCode", "Neighborhood", "ProximityTargetLocation", "Radius"],
  ...["QueryIntentState", "QueryIntentCity", "QueryIntentDMA", "QueryIntentCounty", "QueryIntentPostalCode"],
  ...["QueryIntentNeighborhood", "BaseCampaignId", "Goal", "GoalType"],
  ...["AssetGroupId", "AssetGroupName", "AssetGroupStatus"],
]);
const inapplicable = new Set(["QualityScore", "AdRelevance", "LandingPageExperience", "Ptr", "CostPerAssist"]);

export const isColumn = (name: string): boolean => name in known || blank.has(name);

export const cellOf = (name: string, line: Line, style: Style): string =>
  known[name]?.(line, style) ?? (inapplicable.has(name) ? INAPPLICABLE : "");
