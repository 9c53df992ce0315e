import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeShard } from "./decode-shard.ts";
import { shardKey } from "./keys.ts";
import { sizeOf } from "./shard-size.ts";
import { storeWorld, type World } from "./world.fixture.ts";

const id = "0190b3f0-0000-7000-8000-000000000001";
const text = fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" });

const worlds: fc.Arbitrary<World> = fc
  .record({
    names: fc.array(text, { minLength: 1, maxLength: 8 }),
    regions: fc.array(text, { minLength: 1, maxLength: 70 }),
    facts: fc.array(fc.tuple(fc.nat(60), fc.nat(2 ** 40)), { maxLength: 60 }),
  })
  .map(({ names, regions, facts }) => {
    const rows = facts.map(([day, spend]) => ({
      date: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
      campaign: day % names.length,
      settled: true,
      values: {
        impressions: spend,
        clicks: day,
        spend_micros: spend,
        account_spend_micros: spend,
        conversions_micros: 0,
        value_micros: 1,
      },
    }));
    return {
      campaigns: names.map((name, at) => ({ id: `c${at}`, platform: "meta", name })),
      ads: names.map((name, at) => ({ id: `a${at}`, campaign: at, name, adSet: name })),
      regions: regions.map((name, at) => ({ code: `R${at}`, name })),
      budgets: names.map((_, at) => ({ id: `b${at}`, campaign: at, monthly: 1, spent: 1, projected: 1 })),
      performance: rows.map((row) => ({ ...row, item: row.campaign })),
      regionPerformance: rows.map((row, at) => ({ ...row, item: at % regions.length })),
      coverage: null,
      sources: [],
      web: {
        properties: names.map((name, at) => ({ platform: "ga4", id: `p${at}`, name, timeZone: "UTC" })),
        visits: rows.map(({ campaign, ...row }) => ({ ...row, property: campaign, ...visit(names[campaign]!) })),
        searches: [],
        users: rows.map(({ campaign, ...row }) => ({ ...row, property: campaign, labels: {}, values: { users: 1 } })),
      },
    };
  });

function visit(name: string) {
  const labels = Object.fromEntries(
    ["channel", "source", "medium", "campaign", "country", "region", "parish"].map((label) => [label, name]),
  );
  const measures = ["sessions", "engaged_sessions", "page_views", "events", "engagement_micros", "new_users"];
  const values = Object.fromEntries([...measures, "conversions_micros", "revenue_micros"].map((name) => [name, 3]));
  return { labels, values };
}

test("no shard takes more memory than its manifest lets expect", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { manifest, values } = await storeWorld(world, "acme", id);
      for (const shard of manifest.shards) {
        const stored = new Uint8Array(values.get(shardKey("acme", id, shard.name))!);
        const { bytes } = decodeShard(shard.kind, shard, stored.buffer);
        expect(bytes, shard.name).toBeLessThanOrEqual(sizeOf(shard));
      }
    }),
    { numRuns: 40 },
  );
});
