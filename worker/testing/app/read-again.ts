import { ConnectionPlatform } from "#contracts/fields.ts";
import { platformFacts } from "#contracts/platform-facts.ts";
import { addDays } from "../../../runner/sample/world/calendar.ts";
import { type Asked, askedSince } from "./asked-reports.ts";
import { askLake } from "./duck.ts";

/** As `connect-sample.ts` reckons it of the days that shared-app.ts leaves the world behind, and one more where it is tomorrow already. */
const lagDays = 8;

/** Google tells of a day of searches when it is three days old. */
const searchDelayDays = 3;

/** Days that a start asks for here: the window, and those by which the world lags behind the real date. */
const windowOf = (platform: string): number =>
  platformFacts[ConnectionPlatform.parse(platform)].attributionDays + lagDays;

/** LinkedIn's connector goes on with each campaign or ad by itself: the stream of a report, and what names the campaign or ad in it. */
const linkedinStreams: Readonly<Record<string, { readonly stream: string; readonly of: string }>> = {
  CREATIVE: { stream: "ad_creative_analytics", of: "sponsoredcreative" },
  CAMPAIGN: { stream: "ad_campaign_analytics", of: "sponsoredcampaign" },
  MEMBER_REGION_V2: { stream: "ad_member_region_analytics", of: "sponsoredcampaign" },
  MEMBER_COUNTRY_V2: { stream: "ad_member_country_analytics", of: "sponsoredcampaign" },
};

/** Of a URN, or as it stands. */
const idIn = (urn: unknown): string => String(urn).split(":").at(-1)!;

/** The first day that a sync after `lastDay` may ask for. */
export type Limits = (asked: Asked) => string | null;

/** To be taken before the sync: from what has landed follows where each report goes on. Null where nothing of it has. */
export async function readAgainLimits(
  tenantId: string,
  platforms: readonly string[],
  lastDay: string,
): Promise<Limits> {
  const lastOf = new Map<string, string>();
  if (platforms.includes("linkedin"))
    for (const [report, { stream, of }] of Object.entries(linkedinStreams))
      for (const row of await askLake(
        tenantId,
        "linkedin",
        stream,
        `select ${of} as of, max(end_date) as last from {stream} group by of`,
      ))
        lastOf.set(`${report} ${idIn(row.of)}`, String(row.last).slice(0, 10));
  return ({ platform, report, of }) => {
    if (platform === "search_console") return addDays(lastDay, -windowOf(platform) - searchDelayDays);
    if (platform !== "linkedin") return addDays(lastDay, -windowOf(platform));
    const last = lastOf.get(`${report} ${idIn(of)}`);
    return last === undefined ? null : addDays(last, -windowOf(platform));
  };
}

/** What was asked for since `mark` of days before its limit; nothing, when look-back windows alone were read. */
export const readTooFarBack = (mark: number, tenantId: string, limits: Limits) =>
  askedSince(mark, tenantId)
    .map((asked) => ({ ...asked, limit: limits(asked) }))
    .filter(({ from, limit }) => limit !== null && from < limit);
