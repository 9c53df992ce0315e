import { addDays, dayNumber } from "./calendar.ts";
import { between, drawsOf } from "./random.ts";
import { restatedBy } from "./restatement.ts";
import { demandOn } from "./seasons.ts";
import { apportion } from "./split.ts";
import type { SampleTenant } from "./tenants.ts";
import type { Moment } from "./truth.ts";
import { accountsOf, type World } from "./world.ts";

/** Google's numbers of a day are final once it is this many days old. */
export const SEARCH_FINAL_AFTER_DAYS = 3;
/** How much of a day is known before that: of today, yesterday, the day before. */
const known = [0.35, 0.8, 0.95] as const;

export const searchTypes = ["web", "image"] as const;
export type SearchType = (typeof searchTypes)[number];

/** What people saw of a tenant's website in Google's results on a day. Every search shows one page of it. */
export interface SearchCell {
  readonly date: string;
  readonly searchType: SearchType;
  /** Null for what so few people ask that Google keeps it to itself. */
  readonly query: string | null;
  readonly page: string;
  readonly country: string;
  readonly device: string;
  readonly impressions: number;
  readonly clicks: number;
  /** The places of all impressions added up, the first place being 1. */
  readonly positions: number;
}

interface Topic {
  readonly query: string | null;
  readonly path: string;
  /** Impressions of an ordinary day. */
  readonly asked: number;
  /** Brands are asked for more where ads are seen more, and found at the top. */
  readonly isBrand: boolean;
}

const topics: Readonly<Record<string, readonly Topic[]>> = {
  "blue-mountain": [
    { query: "blue mountain coffee", path: "", asked: 420, isBrand: true },
    { query: "jamaican coffee beans", path: "shop/", asked: 260, isBrand: false },
    { query: "café jamaïcain, où acheter", path: "shop/", asked: 70, isBrand: false },
    { query: 'coffee "gift box" kingston', path: "gifts/", asked: 90, isBrand: false },
    { query: "2024", path: "journal/", asked: 40, isBrand: false },
    { query: null, path: "journal/", asked: 180, isBrand: false },
  ],
  "kingston-harbour": [
    { query: "kingston harbour hotel", path: "", asked: 510, isBrand: true },
    { query: "hotels in kingston jamaica", path: "rooms/", asked: 640, isBrand: false },
    { query: "wedding venue jamaica", path: "weddings/", asked: 120, isBrand: false },
    { query: "brunch near me 🍳", path: "brunch/", asked: 80, isBrand: false },
    { query: null, path: "rooms/", asked: 240, isBrand: false },
  ],
};
const countries = ["jam", "usa", "gbr", "can"] as const;
const devices = ["DESKTOP", "MOBILE", "TABLET"] as const;
const cells = countries.flatMap((country, row) =>
  devices.map((device, column) => ({
    country,
    device,
    weight: [0.5, 0.3, 0.12, 0.08][row]! * [0.34, 0.61, 0.05][column]!,
  })),
);
const typeShares: Readonly<Record<SearchType, number>> = { web: 1, image: 0.15 };

/** The address at which the pages of a site begin. */
export const homeOf = (site: string): string =>
  site.startsWith("sc-domain:") ? `https://www.${site.slice("sc-domain:".length)}/` : site;

export const isFinal = (date: string, moment: Moment): boolean =>
  date <= addDays(moment.today, -SEARCH_FINAL_AFTER_DAYS);

/** A day of a site as Google tells it at the moment: days that are not final lack a part. Places without an impression have no cell. */
export function searchCells(
  world: World,
  tenant: SampleTenant,
  site: string,
  date: string,
  moment: Moment,
): SearchCell[] {
  if (date < moment.firstDay || date > moment.today) return [];
  const ads = accountsOf(tenant).flatMap((account) => world.deliveries(account, date));
  const seen = ads.reduce((sum, ad) => sum + ad.impressions, 0);
  const told =
    (known[dayNumber(moment.today) - dayNumber(date)] ?? 1) *
    restatedBy(moment.restatements, tenant.id, "search_console", date);
  return searchTypes.flatMap((searchType) =>
    (topics[tenant.id] ?? []).flatMap((topic) => {
      const name = topic.query ?? "";
      const draw = drawsOf(world.seed, site, searchType, name, topic.path, date);
      const lasting = drawsOf(world.seed, site, searchType, name, topic.path);
      const asked = topic.asked * typeShares[searchType] + (topic.isBrand ? seen / 200 : 0) * typeShares[searchType];
      const impressions = Math.round(asked * demandOn(tenant.id, date) * between(draw, 0.8, 1.2));
      const clicks = Math.round(impressions * (topic.isBrand ? 0.31 : between(lasting, 0.02, 0.06)));
      const place = topic.isBrand ? 1.2 : between(lasting, 3, 14);
      const weights = cells.map(({ weight }) => weight);
      const shown = apportion(impressions, weights, draw());
      const clicked = apportion(clicks, shown, draw());
      return cells
        .map(({ country, device }, index) => ({
          date,
          searchType,
          query: topic.query,
          page: homeOf(site) + topic.path,
          country,
          device,
          impressions: Math.round(shown[index]! * told),
          clicks: Math.round(Math.min(shown[index]!, clicked[index]!) * told),
          place: Math.max(1, place + between(draw, -0.5, 1)),
        }))
        .map(({ place, ...cell }) => ({ ...cell, positions: Math.round(cell.impressions * place) }))
        .filter((cell) => cell.impressions > 0);
    }),
  );
}
