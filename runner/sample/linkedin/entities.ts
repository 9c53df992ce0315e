import type { Ad, AdSet, Campaign } from "../world/campaigns.ts";
import { budgetOf, campaignEdit, lastEdit } from "../world/edits.ts";
import { numericId } from "../world/random.ts";
import { delivers, periodOf } from "../world/schedule.ts";
import { money } from "../world/sums.ts";
import type { SampleAccount } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import { firstDayOf, isDeleted } from "../world/world.ts";
import { geoIdOf } from "./geo.ts";
import { linkedinObjective } from "./objectives.ts";
import { urn } from "./urns.ts";

/** Milliseconds. Edits are made five minutes after midnight in Jamaica. */
const editTime = (date: string): number => Date.parse(`${date}T05:05:00Z`);

const auditStamps = (created: string, lastModified: string): Record<string, unknown> => ({
  created: { actor: urn("person", "sample"), time: editTime(created) },
  lastModified: { actor: urn("person", "sample"), time: editTime(lastModified) },
});

type Standing = "ACTIVE" | "PAUSED" | "COMPLETED";

function standing(campaign: Campaign, moment: Moment): Standing {
  const { end } = periodOf(campaign.schedule, moment.today);
  if (end !== null && end < moment.today) return "COMPLETED";
  return campaign.account.active && delivers(campaign.schedule, moment.today) ? "ACTIVE" : "PAUSED";
}

/** The days the platform shows for a campaign, as the first and last millisecond in UTC. */
function runSchedule(campaign: Campaign, moment: Moment): { start: number; end?: number } {
  const { start, end } = periodOf(campaign.schedule, moment.today);
  const from = Date.parse(`${start}T00:00:00Z`);
  return end === null ? { start: from } : { start: from, end: Date.parse(`${end}T23:59:59Z`) };
}

/** A budget as LinkedIn has it: an amount as text, of a day or of the whole period. */
function budget(campaign: Campaign, moment: Moment, parts: number): Record<string, unknown> {
  const { kind, cents } = budgetOf(campaign, moment.today, moment.firstDay);
  const value = { amount: money(Math.round(cents / parts)), currencyCode: campaign.account.currency };
  return kind === "daily" ? { dailyBudget: value } : { totalBudget: value };
}

export const accountRow = (account: SampleAccount): Record<string, unknown> => ({
  id: Number(account.id),
  name: account.name,
  currency: account.currency,
  status: account.active ? "ACTIVE" : "CANCELED",
  type: "BUSINESS",
  reference: urn("organization", numericId("1", 8, account.id, "organization")),
  test: false,
  servingStatuses: account.active ? ["RUNNABLE"] : ["STOPPED"],
  notifiedOnCampaignOptimization: true,
  notifiedOnCreativeApproval: false,
  notifiedOnCreativeRejection: true,
  notifiedOnEndOfCampaign: true,
  notifiedOnNewFeaturesEnabled: false,
  version: { versionTag: "7" },
  changeAuditStamps: auditStamps("2022-06-14", "2024-01-31"),
});

/** What everybody else calls a campaign is LinkedIn's campaign group. */
export function campaignGroupRow(campaign: Campaign, moment: Moment): Record<string, unknown> {
  const state = standing(campaign, moment);
  return {
    id: Number(campaign.id),
    name: campaign.name,
    account: urn("sponsoredAccount", campaign.account.id),
    // A group has no status for being done: its run schedule tells.
    status: state === "PAUSED" ? "PAUSED" : "ACTIVE",
    servingStatuses: state === "ACTIVE" ? ["RUNNABLE"] : ["STOPPED"],
    objectiveType: linkedinObjective[campaign.objective].objective,
    runSchedule: runSchedule(campaign, moment),
    ...(campaign.budgetAt === "campaign" ? budget(campaign, moment, 1) : {}),
    allowedCampaignTypes: ["SPONSORED_UPDATES"],
    backfilled: false,
    test: false,
    changeAuditStamps: auditStamps(campaign.schedule.created, campaignEdit(campaign, moment.today, moment.firstDay)),
  };
}

/** What everybody else calls an ad set is LinkedIn's campaign. */
export function campaignRow(adSet: AdSet, moment: Moment): Record<string, unknown> {
  const { campaign } = adSet;
  const state = standing(campaign, moment);
  const shape = linkedinObjective[campaign.objective];
  return {
    id: Number(adSet.id),
    name: adSet.name,
    account: urn("sponsoredAccount", campaign.account.id),
    campaignGroup: urn("sponsoredCampaignGroup", campaign.id),
    associatedEntity: urn("organization", numericId("1", 8, campaign.account.id, "organization")),
    status: state,
    servingStatuses: state === "ACTIVE" ? ["RUNNABLE"] : ["CAMPAIGN_GROUP_STATUS_HOLD"],
    type: "SPONSORED_UPDATES",
    format: "STANDARD_UPDATE",
    objectiveType: shape.objective,
    optimizationTargetType: shape.optimization,
    costType: shape.cost,
    unitCost: { amount: "0", currencyCode: campaign.account.currency },
    ...(campaign.budgetAt === "adSet" ? budget(campaign, moment, campaign.adSets.length) : {}),
    runSchedule: runSchedule(campaign, moment),
    locale: { country: "US", language: "en" },
    targetingCriteria: {
      include: {
        and: [
          {
            or: {
              "urn:li:adTargetingFacet:locations": adSet.audience.map(({ parish }) => urn("geo", geoIdOf(parish))),
            },
          },
        ],
      },
    },
    creativeSelection: "OPTIMIZED",
    pacingStrategy: "LIFETIME",
    audienceExpansionEnabled: false,
    offsiteDeliveryEnabled: true,
    storyDeliveryEnabled: false,
    test: false,
    version: { versionTag: "3" },
    changeAuditStamps: auditStamps(campaign.schedule.created, campaignEdit(campaign, moment.today, moment.firstDay)),
  };
}

/** An ad. LinkedIn keeps a deleted one in its list, as archived. */
export function creativeRow(ad: Ad, moment: Moment): Record<string, unknown> {
  const { campaign } = ad.adSet;
  const isGone = isDeleted(ad, moment.today);
  const isServing = !isGone && standing(campaign, moment) === "ACTIVE";
  const since = ad.testMonth === null ? moment.firstDay : firstDayOf(ad);
  const author = urn("person", "sample");
  return {
    id: urn("sponsoredCreative", ad.id),
    name: ad.name,
    account: urn("sponsoredAccount", campaign.account.id),
    campaign: urn("sponsoredCampaign", ad.adSet.id),
    content: { reference: urn("share", numericId("71", 19, ad.id, "share")) },
    intendedStatus: isGone ? "ARCHIVED" : "ACTIVE",
    isServing,
    servingHoldReasons: isServing ? [] : [isGone ? "STOPPED" : "CAMPAIGN_STOPPED"],
    isTest: false,
    review: { status: "APPROVED" },
    createdAt: editTime(firstDayOf(ad)),
    createdBy: author,
    lastModifiedAt: editTime(lastEdit(ad.id, moment.today, since)),
    lastModifiedBy: author,
  };
}
