import type { Json, Raw, Sync } from "../lake.fixture.ts";
import { money } from "../world.fixture.ts";
import type { Pen } from "./pen.fixture.ts";

const compact = (day: string) => day.replaceAll("-", "");

/** Two properties, the second with streams of its own name, and a site; days without a name for a label, or without the finest report. */
export function web(pen: Pen): Sync[] {
  return [...visits(pen, "7", ""), ...visits(pen, "8", "Property2"), ...properties(pen), ...searches(pen)];
}

function properties({ read }: Pen): Sync[] {
  const named: Raw = { name: "properties/7", displayName: "Shop", currencyCode: "USD", timeZone: "America/Jamaica" };
  return [read("ga4", "properties", [named, { name: "properties/8", displayName: "Island" }])];
}

/** GA4 writes days as 20260301 and numbers as text or as numbers; a day that is read again may tell other labels. */
function visits(
  { upTo, one, often, amount, written, sometimes, read, reread }: Pen,
  property: string,
  suffix: string,
): Sync[] {
  const id = (): Json => (often(0.5) ? property : Number(property));
  const measures = (conversions: string): Raw => ({
    sessions: written(`${upTo(50)}`),
    ...sometimes("engagedSessions", upTo(40)),
    ...sometimes("totalUsers", written(`${upTo(40)}`)),
    ...sometimes("eventCount", upTo(300)),
    ...sometimes("userEngagementDuration", written(`${upTo(900)}.${upTo(1000)}`)),
    ...sometimes(conversions, written(`${upTo(9)}.${upTo(10)}`)),
    ...sometimes("totalRevenue", written(`${money(amount())}${one(["", "5"])}`)),
  });
  const places: Raw[] = [
    { countryId: "JM", country: "Jamaica", region: "Saint Ann Parish" },
    { countryId: "JM", country: "Jamaica", region: "St. James" },
    { countryId: "JM", country: "Jamaica", region: "Atlantis" },
    { countryId: "CA", country: "Canada", region: "Kingston" },
    { countryId: "", country: "(not set)", region: null },
  ];
  const ways: Raw[] = [
    {
      sessionDefaultChannelGroup: "Paid Social",
      sessionSource: "facebook",
      sessionMedium: "cpc",
      sessionCampaignName: "Réggae",
    },
    {
      sessionDefaultChannelGroup: "Direct",
      sessionSource: "(direct)",
      sessionMedium: "(none)",
      sessionCampaignName: "",
    },
  ];
  return [
    ...reread("ga4", `web_daily${suffix}`, (day) =>
      often(0.25)
        ? []
        : ways.flatMap((way) =>
            places
              .filter(() => often(0.4))
              .map((place) => ({
                ...{ property_id: id(), date: compact(day), ...way, ...place, ...measures("keyEvents") },
                ...sometimes("screenPageViews", upTo(99)),
                ...sometimes("newUsers", upTo(30)),
              })),
          ),
    ),
    ...reread("ga4", `traffic_acquisition_session_source_medium_report${suffix}`, (day) =>
      ["facebook", "(direct)", ""]
        .filter(() => often(0.6))
        .map((sessionSource) => ({
          ...{ property_id: id(), date: compact(day), sessionSource, ...sometimes("sessionMedium", "cpc") },
          ...measures("conversions"),
        })),
    ),
    ...reread("ga4", `website_overview${suffix}`, (day) =>
      often(0.9)
        ? [
            {
              ...{
                property_id: id(),
                date: Number(compact(day)),
                sessions: upTo(200),
                ...sometimes("totalUsers", upTo(99)),
              },
              ...sometimes("newUsers", upTo(99)),
              ...sometimes("screenPageViews", upTo(400)),
            },
          ]
        : [],
    ),
    read("ga4", `daily_active_users${suffix}`, [{ property_id: id(), date: "20260314", active1DayUsers: upTo(90) }]),
  ];
}

/** Google tells fewer searches the finer it tells them, and two pages of one search count twice. */
function searches({ upTo, one, often, written, reread }: Pen): Sync[] {
  const measures = (most: number): Raw => ({
    impressions: written(`${upTo(most)}`),
    clicks: upTo(most / 4),
    position: written(`${1 + upTo(30)}.${upTo(1000)}`),
  });
  const row = (date: string): Raw => ({
    site_url: "sc-domain:example.test",
    date,
    search_type: one(["web", "web", "image"]),
  });
  const report = (name: string, most: number, labels: readonly Raw[]) =>
    reread("search_console", `search_analytics_${name}`, (day) =>
      labels.filter(() => often(0.6)).map((label) => ({ ...row(day), ...label, ...measures(most) })),
    );
  const countries = ["jam", "usa", ""];
  const devices = ["MOBILE", "DESKTOP"];
  const byDevice = countries.flatMap((country) => devices.map((device) => ({ country, device })));
  const byPage = byDevice.flatMap((place) =>
    ["beach", "Café"].flatMap((query) =>
      [1, 2].map((page) => ({ ...place, query, page: `https://example.test/${page}` })),
    ),
  );
  return [
    ...report(
      "all_fields",
      20,
      byPage.filter(() => often(0.4)),
    ),
    ...report("site_report_by_site", 40, byDevice),
    ...report(
      "by_country",
      90,
      countries.map((country) => ({ country })),
    ),
    ...report("by_date", 300, [{}, {}]),
  ];
}
