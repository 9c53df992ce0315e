import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { addDays, datesBetween } from "./calendar.ts";
import { convertMicros, rateNanos } from "./rates.ts";
import { asReported, SETTLES_AFTER_DAYS } from "./restatement.ts";
import { shapes } from "./shapes.ts";
import { apportion, byRegion } from "./split.ts";
import { noSums } from "./sums.ts";
import { sampleTenants } from "./tenants.ts";
import { truthDaily } from "./truth.ts";
import { accountsOf, createWorld, isDeleted } from "./world.ts";

vi.setConfig({ testTimeout: 30_000 });

const world = createWorld(1, "small");
const accounts = world.tenants.flatMap(accountsOf);
const dates = datesBetween("2026-01-01", "2026-12-31");
const anyDay = fc.record({ account: fc.constantFrom(...accounts), date: fc.constantFrom(...dates) });

test("the numbers of a date follow from seed, entity and date, in whatever order they are asked for", () => {
  fc.assert(
    fc.property(anyDay, ({ account, date }) => {
      const fresh = createWorld(1, "small");
      const same = fresh.tenants.flatMap(accountsOf).find((candidate) => candidate.id === account.id)!;
      expect(fresh.deliveries(same, date)).toEqual(world.deliveries(account, date));
    }),
    { numRuns: 20 },
  );
});

test("the truth of a date does not depend on the window it is asked in", () => {
  const [tenant] = world.tenants;
  const moment = { firstDay: "2026-03-01", today: "2026-05-31", restatements: [] };
  const wide = truthDaily(world, tenant!, moment, "2026-03-01", "2026-05-31");
  const narrow = truthDaily(world, tenant!, moment, "2026-04-10", "2026-04-12");
  expect(narrow).toHaveLength(wide.filter((row) => row.date >= "2026-04-10" && row.date <= "2026-04-12").length);
  for (const row of narrow) expect(wide).toContainEqual(row);
});

test("another seed is another world", () => {
  const other = createWorld(2, "small");
  const ids = new Set(accounts.map((account) => account.id));
  expect(other.tenants.flatMap(accountsOf).filter((account) => ids.has(account.id))).toEqual([]);
  expect(sampleTenants(2)[0]!.access.meta.credentials.accessToken).not.toBe(
    sampleTenants(1)[0]!.access.meta.credentials.accessToken,
  );
});

test("whole numbers are apportioned exactly", () => {
  const weights = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 16 });
  fc.assert(
    fc.property(fc.nat(10_000_000), weights, fc.double({ min: 0, max: 0.999, noNaN: true }), (total, parts, phase) => {
      const given = apportion(total, parts, phase);
      expect(given.reduce((sum, part) => sum + part, 0)).toBe(total);
      expect(Math.min(...given)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("the regions of a day add up to the day, and nowhere are there more clicks than impressions", () => {
  fc.assert(
    fc.property(anyDay, ({ account, date }) => {
      for (const day of world.deliveries(account, date)) {
        const sums = noSums();
        for (const part of byRegion(day)) {
          expect(part.clicks).toBeLessThanOrEqual(part.impressions);
          for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += part[name];
        }
        expect({ ...day, ...sums }).toEqual(day);
      }
    }),
  );
});

test("conversions only grow as a day ages, and stay from the seventh day on", () => {
  fc.assert(
    fc.property(anyDay, ({ account, date }) => {
      for (const final of world.deliveries(account, date)) {
        const ages = Array.from({ length: SETTLES_AFTER_DAYS + 3 }, (_, age) =>
          asReported(final, addDays(date, age), []),
        );
        const counts = ages.map((day) => day.purchases + day.leads);
        expect(counts).toEqual([...counts].sort((left, right) => left - right));
        for (const settled of ages.slice(SETTLES_AFTER_DAYS)) expect(settled).toEqual(final);
        for (const day of ages)
          expect([day.impressions, day.spendCents]).toEqual([final.impressions, final.spendCents]);
      }
    }),
    { numRuns: 40 },
  );
});

test("conversions are restated somewhere, or nothing would be tested by it", () => {
  const [tenant] = world.tenants;
  const at = (today: string) =>
    truthDaily(world, tenant!, { firstDay: "2026-03-01", today, restatements: [] }, "2026-03-20", "2026-03-20").reduce(
      (sum, row) => sum + row.conversions,
      0,
    );
  expect(at("2026-03-20")).toBeLessThan(at("2026-03-27"));
  expect(at("2026-03-27")).toBe(at("2026-04-30"));
});

test("ids are unique, and look like the platforms'", () => {
  const ids = accounts.flatMap((account) =>
    world
      .campaigns(account)
      .flatMap((campaign) => [
        campaign.id,
        ...campaign.adSets.map((adSet) => adSet.id),
        ...world.ads(campaign, "2026-01-01", "2026-12-31").map((ad) => ad.id),
      ]),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const account of accounts) {
    const { prefix, length } = shapes[account.platform].ids;
    for (const { id } of world.campaigns(account))
      expect(id).toMatch(new RegExp(`^${prefix}\\d{${length - prefix.length}}$`));
  }
});

test("every active account has an ad that was deleted and whose days remain; the closed one has none", () => {
  for (const account of accounts) {
    const days = datesBetween("2026-04-01", "2026-06-29").flatMap((date) => world.deliveries(account, date));
    const deleted = days.filter((day) => isDeleted(day.ad, "2026-06-29"));
    expect(deleted.length > 0).toBe(account.active);
    expect(days.length > 0).toBe(account.active);
  }
});

test("the two rates of a day are published with nine decimals and amounts round half away from zero", () => {
  expect(rateNanos(1, "USD", "USD", "2026-05-05")).toBe(1_000_000_000n);
  expect(rateNanos(1, "USD", "JMD", "2026-05-05")).not.toBe(rateNanos(1, "USD", "JMD", "2026-05-06"));
  expect(convertMicros(5n, 500_000_000n)).toBe(3n);
  expect(convertMicros(-5n, 500_000_000n)).toBe(-3n);
  expect(convertMicros(5n, 499_999_999n)).toBe(2n);
});
