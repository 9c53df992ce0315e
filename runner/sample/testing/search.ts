import type { SampleServer } from "../server.ts";
import type { SearchTruthRow } from "../world/truth-search.ts";
import { getJson } from "./sample.ts";

export interface SearchFacts {
  impressions: number;
  clicks: number;
  positions: number;
}

export type SearchKey = keyof SearchTruthRow;

/** Sums of final days by these columns, in their order; without the searches that are kept secret when `query` is one of them. */
export async function searchTruth(
  sample: SampleServer,
  tenant: string,
  key: readonly SearchKey[],
): Promise<Map<string, SearchFacts>> {
  const { rows } = await getJson(`${sample.url}/truth/search?tenant=${tenant}`);
  const known = (rows as SearchTruthRow[]).filter((row) => row.final && (row.query !== null || !key.includes("query")));
  const sums = Map.groupBy(known, (row) => key.map((name) => row[name]).join(" "));
  const sum = (parts: SearchTruthRow[], name: keyof SearchFacts) =>
    parts.reduce((total, part) => total + part[name], 0);
  return sorted(
    [...sums].map(([text, parts]) => [
      text,
      { impressions: sum(parts, "impressions"), clicks: sum(parts, "clicks"), positions: sum(parts, "positions") },
    ]),
  );
}

/** The connector's rows in the same words. Places are whole numbers, so that the average times the impressions is one again. */
export const searchFacts = (
  rows: readonly Record<string, unknown>[],
  key: readonly SearchKey[],
): Map<string, SearchFacts> =>
  sorted(
    rows.map((row) => [
      key.map((name) => row[name]).join(" "),
      {
        impressions: Number(row.impressions),
        clicks: Number(row.clicks),
        positions: Math.round(Number(row.position) * Number(row.impressions)),
      },
    ]),
  );

const sorted = (entries: [string, SearchFacts][]): Map<string, SearchFacts> =>
  new Map(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
