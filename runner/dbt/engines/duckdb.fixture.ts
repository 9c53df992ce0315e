import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { land, query } from "../lake.fixture.ts";
import { type Engine, rowOf } from "./engine.ts";
import type { Place } from "./place.ts";

/** The lake and the file that the runner's own transforms work with. */
export const duckdbAt = (place: Place): Engine => ({
  name: "duckdb",
  environment: {},
  async load(syncs, rates) {
    await rm(place.lake, { recursive: true, force: true });
    for (const sync of syncs) await land(place.config, place.tenant, sync);
    const lines = rates.map(({ date, base, quote, rate, source }) => [date, base, quote, rate, source].join(","));
    await mkdir(dirname(place.rates), { recursive: true });
    await writeFile(place.rates, ["date,base,quote,rate,source", ...lines, ""].join("\n"));
  },
  query: async (sql) => (await query(place.duckdb, sql)).map(rowOf),
});
