import { addDays } from "./calendar.ts";
import { adName, adSetName, campaignName, testAdName } from "./names.ts";
import { between, type Draw, drawsOf, numericId, pick, shuffled } from "./random.ts";
import { type Parish, parishes } from "./regions.ts";
import type { Schedule, ScheduleKind } from "./schedule.ts";
import { shapes } from "./shapes.ts";
import type { SampleAccount, SamplePlatform, Scale } from "./tenants.ts";

export const objectives = ["sales", "leads", "traffic", "awareness"] as const;
export type Objective = (typeof objectives)[number];

export interface Ad {
  readonly id: string;
  readonly name: string;
  /** The month (`YYYY-MM`) in which this ad is tried out and deleted; null for ads that stay. */
  readonly testMonth: string | null;
  readonly adSet: AdSet;
}

export interface AdSet {
  readonly id: string;
  readonly name: string;
  readonly campaign: Campaign;
  /** Where the ad set's audience lives; the weights, with `unknownShare`, add up to 1. */
  readonly audience: readonly { readonly parish: Parish; readonly weight: number }[];
  readonly unknownShare: number;
  readonly ads: readonly Ad[];
}

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly account: SampleAccount;
  readonly objective: Objective;
  readonly schedule: Schedule;
  /** In hundredths of the account's currency, before edits (`edits.ts`). */
  readonly dailyBudgetCents: number;
  /** Whether the campaign or each of its ad sets holds the budget. */
  readonly budgetAt: "campaign" | "adSet";
  /** What is below it is the platform's secret: no report tells of its ad sets, ads or regions. */
  readonly opaque: boolean;
  readonly adSets: readonly AdSet[];
}

const kinds: readonly ScheduleKind[] = ["always", "monthly", "flight", "seasonal"];
export const CENTS_PER_USD_CENT = { USD: 1, JMD: 157 } as const;

function entityId(platform: SamplePlatform, ...parts: readonly (string | number)[]): string {
  const { prefix, length } = shapes[platform].ids;
  return numericId(prefix, length, ...parts);
}

/** Every campaign of an account, with its ad sets and lasting ads. A closed account keeps one that no longer runs. */
export function campaignsOf(seed: number, scale: Scale, account: SampleAccount): readonly Campaign[] {
  const count = account.active ? shapes[account.platform].campaigns[scale] : 1;
  return Array.from({ length: count }, (_, index) => campaign(seed, account, index));
}

function campaign(seed: number, account: SampleAccount, index: number): Campaign {
  const draw = drawsOf(seed, account.id, "campaign", index);
  const adSets: AdSet[] = [];
  const kind = kinds[index % kinds.length]!;
  const made: Campaign = {
    id: entityId(account.platform, seed, account.id, "campaign", index),
    name: campaignName(account.tenantId, shapes[account.platform].firstName + index),
    account,
    objective: objectives[(index + Math.floor(draw() * 2)) % objectives.length]!,
    schedule: {
      kind,
      phase: Math.floor(draw() * 84),
      created: addDays("2024-02-01", Math.floor(draw() * 300)),
    },
    dailyBudgetCents: Math.round(between(draw, 20, 90)) * 100 * CENTS_PER_USD_CENT[account.currency],
    budgetAt: draw() < 0.5 ? "campaign" : "adSet",
    opaque: kind === shapes[account.platform].opaque,
    adSets,
  };
  const count = pick(draw, shapes[account.platform].adSets);
  for (let nth = 0; nth < count; nth++) adSets.push(adSet(seed, made, nth, draw));
  return made;
}

function adSet(seed: number, owner: Campaign, index: number, draw: Draw): AdSet {
  const ads: Ad[] = [];
  const unknownShare = between(draw, 0.02, 0.06);
  const [fewest, most] = shapes[owner.account.platform].parishes;
  const audience = shuffled(draw, parishes).slice(0, fewest + Math.floor(draw() * (most - fewest + 1)));
  const people = audience.map((parish) => ({ parish, people: parish.population * between(draw, 0.5, 1.5) }));
  const total = people.reduce((sum, entry) => sum + entry.people, 0);
  const made: AdSet = {
    id: entityId(owner.account.platform, seed, owner.id, "ad set", index),
    name: adSetName(index + Math.floor(draw() * 4)),
    campaign: owner,
    audience: people.map((entry) => ({ parish: entry.parish, weight: (entry.people / total) * (1 - unknownShare) })),
    unknownShare,
    ads,
  };
  const count = pick(draw, shapes[owner.account.platform].ads);
  for (let nth = 0; nth < count; nth++) {
    const id = entityId(owner.account.platform, seed, made.id, "ad", nth);
    ads.push({ id, name: adName(nth + Math.floor(draw() * 5)), testMonth: null, adSet: made });
  }
  return made;
}

/** The ad that is tried out in `month` beside the lasting ones of the account's first campaign. */
export function testAd(seed: number, first: Campaign, month: string): Ad {
  const owner = first.adSets[0]!;
  const id = entityId(first.account.platform, seed, owner.id, "test ad", month);
  return { id, name: testAdName(month), testMonth: month, adSet: owner };
}
