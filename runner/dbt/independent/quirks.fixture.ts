import type { Sync } from "../lake.fixture.ts";
import { days } from "../world.fixture.ts";
import { linkedin, meta, tiktok } from "./ads.fixture.ts";
import { googleAds, microsoftAds } from "./divided.fixture.ts";
import { penOf } from "./pen.fixture.ts";

/** A tenant's raw records as platforms really send them, drawn from a seed: whatever is odd happens somewhere in it. */
export interface Quirks {
  /** In the order in which they land, which is not the order in which they were read. */
  readonly syncs: readonly Sync[];
  readonly rates: readonly Rate[];
}

interface Rate {
  readonly date: string;
  readonly base: string;
  readonly quote: string;
  readonly rate: string;
}

export function quirksOf(seed: number): Quirks {
  const pen = penOf(seed);
  const { next, often, upTo } = pen;
  const syncs = [meta, tiktok, linkedin, googleAds, microsoftAds].flatMap((platform) => platform(pen));
  const rates = ["USD", "EUR"].flatMap((base) =>
    days("2026-02-27", 18)
      .filter((_, index) => index === 0 || index % 7 === 5 || often(0.5))
      .map((date) => ({ date, base, quote: "JMD", rate: `${150 + upTo(20)}.${String(upTo(1e9)).padStart(9, "0")}` })),
  );
  return {
    syncs: shuffled(
      syncs.filter(({ rows }) => rows.length > 0),
      next,
    ),
    rates,
  };
}

const shuffled = <Item>(items: readonly Item[], next: () => number): Item[] =>
  items
    .map((item) => ({ item, place: next() }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
