import fc from "fast-check";
import { expect, test } from "vitest";
import { GoogleAdsError } from "./errors.ts";
import { type Condition, type Gaql, parseGaql } from "./gaql.ts";

const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/).filter((text) => !/^(asc|desc|between|in|not|and)$/.test(text));
const field = fc.tuple(word, word).map(([resource, name]) => `${resource}.${name}`);
const value = fc.string({ minLength: 1, maxLength: 12 });
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field,
    operator: fc.constantFrom("=", "!=", "<", "<=", ">", ">="),
    values: value.map((text) => [text]),
  }),
  fc.record({ field, operator: fc.constant("BETWEEN"), values: fc.tuple(value, value) }),
  fc.record({
    field,
    operator: fc.constantFrom("IN", "NOT IN"),
    values: fc.array(value, { minLength: 1, maxLength: 4 }),
  }),
);
const query: fc.Arbitrary<Gaql> = fc.record({
  select: fc.array(field, { minLength: 1, maxLength: 6 }),
  from: word,
  where: fc.array(condition, { maxLength: 3 }),
  orderBy: fc.array(fc.record({ field, descending: fc.boolean() }), { maxLength: 2 }),
  limit: fc.option(fc.integer({ min: 1, max: 10_000 })),
});

const quoted = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;

function written({ field: name, operator, values }: Condition): string {
  if (operator === "BETWEEN") return `${name} BETWEEN ${quoted(values[0]!)} AND ${quoted(values[1]!)}`;
  if (operator === "IN" || operator === "NOT IN") return `${name} ${operator} (${values.map(quoted).join(", ")})`;
  return `${name} ${operator} ${quoted(values[0]!)}`;
}

function text({ select, from, where, orderBy, limit }: Gaql): string {
  const parts = [`SELECT ${select.join(", ")}\n  FROM ${from}`];
  if (where.length > 0) parts.push(`WHERE ${where.map(written).join(" AND ")}`);
  if (orderBy.length > 0)
    parts.push(`ORDER BY ${orderBy.map((order) => `${order.field} ${order.descending ? "DESC" : "ASC"}`).join(", ")}`);
  if (limit !== null) parts.push(`LIMIT ${limit}`);
  return parts.join(" ");
}

test("a query is read as it was written", () => {
  fc.assert(
    fc.property(query, (wanted) => {
      expect(parseGaql(text(wanted))).toEqual(wanted);
    }),
  );
});

test("keywords are read in small letters, values without quotes", () => {
  expect(
    parseGaql("select campaign.id from campaign where campaign.status = ENABLED order by campaign.id limit 5"),
  ).toEqual({
    select: ["campaign.id"],
    from: "campaign",
    where: [{ field: "campaign.status", operator: "=", values: ["ENABLED"] }],
    orderBy: [{ field: "campaign.id", descending: false }],
    limit: 5,
  });
});

test("whatever is sent, the answer is a query or one of the platform's errors", () => {
  const pieces = [
    "SELECT",
    "FROM",
    "WHERE",
    "campaign.id",
    "campaign",
    "=",
    "BETWEEN",
    "AND",
    "'x'",
    ",",
    "(",
    ")",
    "5",
    "?",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (some) => {
      try {
        expect(parseGaql(some.join(" ")).select.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(GoogleAdsError);
      }
    }),
  );
});
