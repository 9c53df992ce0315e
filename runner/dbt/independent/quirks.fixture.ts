import type { Sync } from "../lake.fixture.ts";
import { days } from "../world.fixture.ts";
import { linkedin, meta, tiktok } from "./ads.fixture.ts";
import { googleAds, microsoftAds } from "./divided.fixture.ts";
import { penOf } from "./pen.fixture.ts";
import { thingsOf } from "./things.fixture.ts";
import { web } from "./web.fixture.ts";

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
  readonly source: string;
}

/** Euros in dollars by one source and dollars by another, so that most euros are converted by a cross of two days; some pairs are told outright. */
const quotes = [
  { base: "EUR", quote: "USD", source: "ecb", about: 1, only: null },
  { base: "USD", quote: "JMD", source: "boj", about: 157, only: null },
  { base: "EUR", quote: "JMD", source: "own", about: 171, only: "2026-03-01" },
  { base: "JMD", quote: "EUR", source: "own", about: 0, only: "2026-03-12" },
] as const;

export function quirksOf(seed: number): Quirks {
  const pen = penOf(seed);
  const { next, often, upTo } = pen;
  const sources = [meta, tiktok, linkedin, googleAds, microsoftAds, thingsOf, web];
  const syncs = sources.flatMap((source) => source(pen));
  const rates = quotes.flatMap(({ about, only, ...pair }) =>
    days("2026-02-27", 18)
      .filter((date, index) => (only ? date === only : index % 5 === 0 || often(0.3)))
      .map((date) => ({
        ...pair,
        date,
        rate: `${about}.${String(1 + upTo(1e6 - 1)).padStart(about === 0 ? 8 : 6, "0")}`,
      })),
  );
  return {
    syncs: shuffled(syncs, next),
    rates,
  };
}

const shuffled = <Item>(items: readonly Item[], next: () => number): Item[] =>
  items
    .map((item) => ({ item, place: next() }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
