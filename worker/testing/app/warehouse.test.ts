import { expect, test } from "vitest";
import { app } from "./client.ts";
import { expectWarehouse } from "./warehouse-truth.ts";

const cases = app.ready.tenants.flatMap(({ id, platforms }) => platforms.map((platform) => ({ id, platform })));

test("one tenant has every source of the sample, ads and website", () => {
  expect(app.ready.tenants[0]!.platforms).toEqual([
    "meta",
    "tiktok",
    "google_ads",
    "ga4",
    "search_console",
    "linkedin",
    "microsoft_ads",
  ]);
});

test.each(cases)("the warehouse of $id equals the truth of $platform", ({ id, platform }) =>
  expectWarehouse(id, platform),
);
