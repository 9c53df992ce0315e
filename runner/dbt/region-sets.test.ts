import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { regionSets } from "#contracts/region-sets.ts";

test("the region sets that tenants may have are those that dbt knows, and none", () => {
  const [header, ...lines] = readFileSync("dbt/seeds/region_sets.csv", "utf8").trim().split(/\r?\n/);
  expect(header).toMatch(/^region_set,/);
  const seeded = new Set(lines.map((line) => line.split(",")[0]!));
  expect([...regionSets].sort()).toEqual([...seeded, "none"].sort());
});
