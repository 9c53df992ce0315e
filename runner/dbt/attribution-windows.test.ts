import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ConnectionPlatform } from "#contracts/fields.ts";
import { platformFacts } from "#contracts/platform-facts.ts";

test("dbt is told the same attribution windows", () => {
  const told = readFileSync("dbt/seeds/attribution_windows.csv", "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
  expect(told.length).toBeGreaterThan(0);
  for (const [platform, days] of told)
    expect([platform, platformFacts[ConnectionPlatform.parse(platform)].attributionDays]).toEqual([
      platform,
      Number(days),
    ]);
});
