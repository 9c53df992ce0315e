import type { Ad, AdSet, Campaign } from "../world/campaigns.ts";
import type { SampleAccount } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import type { World } from "../world/world.ts";
import { adNode, adSetNode, campaignNode, creativeNode, type MetaNode } from "./entities.ts";
import { badParameter } from "./errors.ts";
import type { Filter } from "./params.ts";
import { epochSeconds } from "./times.ts";

export type Edge = "campaigns" | "adsets" | "ads" | "adcreatives";

/** Edges of an account that exist and are always empty in the sample world. */
export const emptyEdges: ReadonlySet<string> = new Set([
  "customconversions",
  "customaudiences",
  "adimages",
  "advideos",
  "activities",
  "assigned_users",
]);

export interface AccountTree {
  readonly campaigns: readonly Campaign[];
  readonly adSets: readonly AdSet[];
  readonly ads: readonly Ad[];
}

export function treeOf(world: World, account: SampleAccount, moment: Moment): AccountTree {
  const campaigns = world.campaigns(account);
  return {
    campaigns,
    adSets: campaigns.flatMap((campaign) => campaign.adSets),
    ads: campaigns.flatMap((campaign) => world.ads(campaign, moment.firstDay, moment.today)),
  };
}

export type ThumbnailOf = (ad: Ad) => string;

/** The nodes of an edge that pass the filters. Deleted ones are only listed when a filter asks for their status. */
export function listEdge(
  tree: AccountTree,
  edge: Edge,
  moment: Moment,
  filters: readonly Filter[],
  thumbnailOf: ThumbnailOf,
): MetaNode[] {
  const wanted = filters.map(predicate);
  const asksForStatus = filters.some((filter) => filter.field.endsWith(".effective_status"));
  return nodesOf(tree, edge, moment, thumbnailOf).filter(
    (node) => (asksForStatus || node.effective_status !== "DELETED") && wanted.every((passes) => passes(node)),
  );
}

function nodesOf(tree: AccountTree, edge: Edge, moment: Moment, thumbnailOf: ThumbnailOf): MetaNode[] {
  if (edge === "campaigns") return tree.campaigns.map((campaign) => campaignNode(campaign, moment));
  if (edge === "adsets") return tree.adSets.map((adSet) => adSetNode(adSet, moment));
  if (edge === "ads") return tree.ads.map((ad) => adNode(ad, moment));
  return tree.ads.map((ad) => creativeNode(ad, thumbnailOf(ad)));
}

function predicate(filter: Filter): (node: MetaNode) => boolean {
  const name = filter.field.split(".").at(-1);
  if (filter.operator === "IN" && name === "effective_status") {
    return (node) => filter.value.includes(node.effective_status ?? "");
  }
  if (filter.operator === "GREATER_THAN" && name === "updated_time") {
    return (node) => node.updated_time === undefined || epochSeconds(node.updated_time) > filter.value;
  }
  throw badParameter(`Filtering by ${filter.field} with ${filter.operator} is not supported`);
}

/** The fields that were asked for, always with the id and nothing but the id when none were named. */
export function pickFields(node: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  if (fields.length === 0) return { id: node.id };
  return Object.fromEntries(
    ["id", ...fields].filter((name) => node[name] !== undefined).map((name) => [name, node[name]]),
  );
}
