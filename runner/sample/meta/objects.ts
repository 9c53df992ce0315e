import type { Caller } from "../platform.ts";
import type { SampleAccount } from "../world/tenants.ts";
import type { World } from "../world/world.ts";
import { adNode, adSetNode, campaignNode, creativeIdOf, creativeNode, type MetaNode } from "./entities.ts";
import { unknownObject } from "./errors.ts";
import { type ThumbnailOf, treeOf } from "./list.ts";

export interface Target {
  readonly account: SampleAccount;
  /** Null when the object is the account itself. */
  readonly node: MetaNode | null;
}

/** The account, campaign, ad set, ad or creative with this id among the caller's accounts; anything else does not exist for them. */
export function resolve(world: World, caller: Caller, id: string, thumbnailOf: ThumbnailOf): Target {
  const { accounts } = caller.access;
  if (id.startsWith("act_")) {
    const account = accounts.find((candidate) => `act_${candidate.id}` === id);
    if (!account) throw unknownObject(id);
    return { account, node: null };
  }
  for (const account of accounts) {
    const tree = treeOf(world, account, caller.moment);
    const campaign = tree.campaigns.find((candidate) => candidate.id === id);
    if (campaign) return { account, node: campaignNode(campaign, caller.moment) };
    const adSet = tree.adSets.find((candidate) => candidate.id === id);
    if (adSet) return { account, node: adSetNode(adSet, caller.moment) };
    const ad = tree.ads.find((candidate) => candidate.id === id);
    if (ad) return { account, node: adNode(ad, caller.moment) };
    const shown = tree.ads.find((candidate) => creativeIdOf(candidate) === id);
    if (shown) return { account, node: creativeNode(shown, thumbnailOf(shown)) };
  }
  throw unknownObject(id);
}
