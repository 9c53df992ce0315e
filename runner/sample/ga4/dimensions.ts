import { dayNumber } from "../world/calendar.ts";
import type { VisitPart } from "./parts.ts";
import type { Facet } from "./variants.ts";

interface Dimension {
  readonly of: (part: VisitPart) => string;
  /** What has to be divided to know it. */
  readonly facet?: Facet;
}

const NOT_SET = "(not set)";
const plain = (of: Dimension["of"]): Dimension => ({ of });
const unset = plain(() => NOT_SET);
const variant = (facet: Facet, at: number): Dimension => ({
  facet,
  of: (part) => String(part.variants[facet]?.[at] ?? NOT_SET),
});

const source = plain((part) => part.source);
const medium = plain((part) => part.medium);
const sourceMedium = plain((part) => `${part.source} / ${part.medium}`);
const campaign = plain((part) => part.campaign);
const isGoogleAds = (part: VisitPart) => part.source === "google" && part.medium === "cpc";
const sourcePlatform = plain((part) => (isGoogleAds(part) ? "Google Ads" : "Manual"));

const groups: Readonly<Record<string, string>> = {
  "(none)": "Direct",
  organic: "Organic Search",
  email: "Email",
  paid_social: "Paid Social",
  cpc: "Paid Search",
};
const channelGroup = plain((part) => groups[part.medium] ?? "Unassigned");

const countryIds: Readonly<Record<string, string>> = { Jamaica: "JM", "United States": "US", "United Kingdom": "GB" };
const cities: Readonly<Record<string, string>> = {
  "St. James Parish": "Montego Bay",
  Florida: "Miami",
  England: "London",
};

/** Weeks begin on Sunday, the first one on 1 January. */
function weekOf(date: string): string {
  const newYear = dayNumber(`${date.slice(0, 4)}-01-01`);
  const untilSunday = (newYear + 4) % 7;
  return String(Math.floor((dayNumber(date) - newYear + untilSunday) / 7) + 1).padStart(2, "0");
}

/** Visits are new, so that the first source of a user is that of the session. */
export const dimensions = {
  date: plain((part) => part.date.replaceAll("-", "")),
  year: plain((part) => part.date.slice(0, 4)),
  yearMonth: plain((part) => part.date.slice(0, 7).replace("-", "")),
  yearWeek: plain((part) => part.date.slice(0, 4) + weekOf(part.date)),
  sessionSource: source,
  sessionMedium: medium,
  sessionSourceMedium: sourceMedium,
  sessionCampaignName: campaign,
  sessionSourcePlatform: sourcePlatform,
  sessionDefaultChannelGroup: channelGroup,
  sessionDefaultChannelGrouping: channelGroup,
  firstUserSource: source,
  firstUserMedium: medium,
  firstUserSourceMedium: sourceMedium,
  firstUserCampaignName: campaign,
  firstUserSourcePlatform: sourcePlatform,
  firstUserDefaultChannelGroup: channelGroup,
  firstUserGoogleAdsAdNetworkType: plain((part) => (isGoogleAds(part) ? "Google Search" : NOT_SET)),
  firstUserGoogleAdsAdGroupName: unset,
  country: plain((part) => part.country),
  countryId: plain((part) => countryIds[part.country] ?? NOT_SET),
  region: plain((part) => part.region),
  city: plain((part) => cities[part.region] ?? part.region.replace(" Parish", "")),
  language: plain(() => "English"),
  eventName: plain((part) => part.eventName),
  deviceCategory: variant("device", 0),
  operatingSystem: variant("device", 1),
  operatingSystemWithVersion: variant("device", 2),
  browser: variant("device", 3),
  deviceModel: variant("device", 4),
  screenResolution: variant("device", 5),
  platform: plain(() => "web"),
  appVersion: unset,
  userAgeBracket: variant("person", 0),
  userGender: variant("person", 1),
  brandingInterest: unset,
  hostName: plain(() => "www.example.com"),
  pagePath: variant("page", 0),
  pagePathPlusQueryString: variant("page", 0),
  pageTitle: variant("page", 1),
  unifiedScreenName: variant("page", 1),
  unifiedScreenClass: variant("page", 1),
  contentGroup: unset,
  itemId: variant("item", 0),
  itemName: variant("item", 1),
  itemCategory: variant("item", 2),
  itemCategory2: unset,
  itemCategory3: unset,
  itemCategory4: unset,
  itemCategory5: unset,
  itemBrand: unset,
  adUnitName: unset,
  adFormat: unset,
  adSourceName: unset,
} as const satisfies Record<string, Dimension>;
export type DimensionName = keyof typeof dimensions;
export const dimensionOf = (name: DimensionName): Dimension => dimensions[name];
