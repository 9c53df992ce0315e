import type { AdColumns } from "../../snapshots/columns.ts";
import { fold } from "../../snapshots/fold.ts";
import type { Loaded } from "../load.ts";
import { delivered, type Items, type List, type Scope } from "./list.ts";

/** Of the campaign that an ad or ad set belongs to. */
export const ofCampaign = ({ campaigns }: Loaded, row: number) => ({
  campaignId: campaigns.id[row]!,
  campaignName: campaigns.name[row]!,
  platform: campaigns.platform[row]!,
});

const noItems: Items = { items: [], value: () => null, row: () => ({}), totals: null };

function listAds({ loaded, scanned }: Scope, more: (ads: AdColumns, row: number) => object): Items {
  const { ads, campaigns } = loaded;
  if (!ads) return noItems;
  const campaign = (row: number) => ads.campaign[row]!;
  const text = {
    name: (row: number) => fold(ads.name[row]!),
    campaignName: (row: number) => campaigns.foldedName[campaign(row)]!,
    adSetName: (row: number) => (ads.adSetName[row] == null ? null : fold(ads.adSetName[row])),
    platform: (row: number) => campaigns.platform[campaign(row)]!,
    status: (row: number) => ads.status[row]!,
  };
  return delivered(scanned.ads, text, (row) => ({
    id: ads.id[row]!,
    name: ads.name[row]!,
    ...ofCampaign(loaded, campaign(row)),
    status: ads.status[row]!,
    ...more(ads, row),
  }));
}

export const creatives: List = {
  noun: "creatives",
  section: "creative",
  items: (scope) => listAds(scope, (ads, row) => ({ thumbnailUrl: ads.thumbnailUrl[row] ?? null })),
};

export const ads: List = {
  noun: "ads",
  section: "creative",
  items: (scope) =>
    listAds(scope, (of, row) => ({ adSetId: of.adSetId[row] ?? null, adSetName: of.adSetName[row] ?? null })),
};

/** Ad sets are known by their ads: each campaign's ads without one count as one that is called unattributed. */
export const adsets: List = {
  noun: "adsets",
  section: "creative",
  items({ loaded, scanned }) {
    const { ads: of, campaigns } = loaded;
    if (!of) return noItems;
    const { groupOf, first } = byAdSet(of);
    const grouping = scanned.ads.regrouped(groupOf, first.length);
    const counts = new Int32Array(first.length);
    for (let ad = 0; ad < of.rows; ad++) if (scanned.ads.rows[ad]! > 0) counts[groupOf[ad]!]!++;
    const campaign = (group: number) => of.campaign[first[group]!]!;
    const name = (group: number) => of.adSetName[first[group]!] ?? of.adSetId[first[group]!] ?? "Unattributed";
    const text = {
      name: (group: number) => fold(name(group)),
      campaignName: (group: number) => campaigns.foldedName[campaign(group)]!,
      platform: (group: number) => campaigns.platform[campaign(group)]!,
      adCount: (group: number) => counts[group]!,
    };
    return delivered(grouping, text, (group) => ({
      id: of.adSetId[first[group]!] ?? `unattributed:${campaigns.id[campaign(group)]!}`,
      name: name(group),
      ...ofCampaign(loaded, campaign(group)),
      adCount: counts[group]!,
    }));
  },
};

/** The group of each ad, and of each group its first ad. */
function byAdSet({ rows, campaign, adSetId }: AdColumns): { groupOf: Int32Array; first: number[] } {
  const groups = new Map<string, number>();
  const groupOf = new Int32Array(rows);
  const first: number[] = [];
  for (let ad = 0; ad < rows; ad++) {
    const key = `${campaign[ad]} ${adSetId[ad] ?? ""}`;
    const known = groups.get(key) ?? first.push(ad) - 1;
    groups.set(key, known);
    groupOf[ad] = known;
  }
  return { groupOf, first };
}
