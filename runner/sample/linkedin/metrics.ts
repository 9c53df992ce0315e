import { drawsOf } from "../world/random.ts";
import { money, noSums, type Sums } from "../world/sums.ts";
import { badParameter } from "./errors.ts";

/** Metrics that exist and are always nothing in the sample world: no mail, no jobs, no documents, nobody shares virally. */
const nothing: ReadonlySet<string> = new Set([
  ...["actionClicks", "adUnitClicks", "cardClicks", "cardImpressions", "companyPageClicks", "downloadClicks"],
  ...["documentCompletions", "documentFirstQuartileCompletions", "documentMidpointCompletions"],
  ...["documentThirdQuartileCompletions", "fullScreenPlays", "jobApplications", "jobApplyClicks"],
  ...["leadGenerationMailContactInfoShares", "leadGenerationMailInterestedClicks", "opens", "otherEngagements"],
  ...["postClickJobApplications", "postClickJobApplyClicks", "postClickRegistrations", "postViewJobApplications"],
  ...["postViewJobApplyClicks", "postViewRegistrations", "registrations", "sends", "talentLeads", "textUrlClicks"],
  ...["validWorkEmailLeads", "videoCompletions", "videoFirstQuartileCompletions", "videoMidpointCompletions"],
  ...["videoStarts", "videoThirdQuartileCompletions", "videoViews", "commentLikes"],
]);
const isNothing = (name: string): boolean => nothing.has(name) || /^viral[A-Z]/.test(name);

/** The most fields that one question may have. */
const MOST_FIELDS = 20;
/** What is left of a sum of floating point numbers that ought to be zero. */
const ALMOST_ZERO = "-4.547473508864641E-13";

export interface Costs {
  readonly localCents: number;
  readonly usdMicros: number;
}

/**
 * An amount as LinkedIn writes one: mostly as text, now and then as a number, with the dirt of floating point arithmetic
 * on some, and a tiny negative where nothing was spent.
 */
function amount(plain: string, key: string): string | number {
  if (Number(plain) === 0) return ALMOST_ZERO;
  const style = drawsOf(key, "amount")();
  if (style < 0.1) return Number(plain);
  return style < 0.3 ? String(Number(plain) - 2 ** -40) : plain;
}

/** Every metric of a row but its dates and pivot. Conversions are `externalWebsiteConversions` and `oneClickLeads` together. */
function valuesOf(sums: Sums, costs: Costs, key: string): Record<string, string | number> {
  const postView = Math.floor(sums.purchases * 0.2);
  const shareOf = (share: number): number => Math.floor(sums.impressions * share);
  const reactions = shareOf(0.003);
  const comments = shareOf(0.0002);
  const shares = shareOf(0.0002);
  return {
    impressions: sums.impressions,
    clicks: sums.clicks,
    costInLocalCurrency: amount(money(costs.localCents), key),
    costInUsd: amount((costs.usdMicros / 1e6).toFixed(6), `${key} usd`),
    externalWebsiteConversions: sums.purchases,
    externalWebsitePostClickConversions: sums.purchases - postView,
    externalWebsitePostViewConversions: postView,
    conversionValueInLocalCurrency: money(sums.valueCents),
    oneClickLeads: sums.leads,
    oneClickLeadFormOpens: sums.leads * 3,
    landingPageClicks: Math.floor(sums.clicks * 0.85),
    approximateMemberReach: shareOf(0.7),
    reactions,
    likes: Math.floor(reactions * 0.8),
    comments,
    shares,
    follows: shareOf(0.0001),
    totalEngagements: sums.clicks + reactions + comments + shares,
  };
}

/** The fields that a question asks for; an unknown one, or too many, fail it, as on the platform. */
export function fieldsParam(text: string | null): string[] {
  const names = (text ?? "impressions,clicks").split(",");
  if (names.length > MOST_FIELDS) throw badParameter(`fields: at most ${MOST_FIELDS}, these are ${names.length}`);
  const known = valuesOf(noSums(), { localCents: 0, usdMicros: 0 }, "");
  const unknown = names.filter(
    (name) => !(name in known) && !isNothing(name) && name !== "dateRange" && name !== "pivotValues",
  );
  if (unknown.length > 0) throw badParameter(`fields: unknown: ${unknown.join(", ")}`);
  return names;
}

export function metricsOf(
  names: readonly string[],
  sums: Sums,
  costs: Costs,
  key: string,
): Record<string, string | number> {
  const values = valuesOf(sums, costs, key);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name] ?? (isNothing(name) ? 0 : undefined);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
