import fc from "fast-check";
import { expect, test } from "vitest";
import { amount, change, count, countHeadline, money, moneyHeadline, percent, signedPercent, times } from "./format.ts";

const plain = (text: string) => text.replaceAll(/\s/gu, " ");

test("money carries its currency, so that two kinds of dollars are told apart", () => {
  expect(plain(money(1234.5, "USD"))).toBe("$1,234.50");
  expect(plain(money(1234.5, "JMD"))).toBe("JMD 1,234.50");
  expect(plain(money(1234.5, "JPY"))).toBe("¥1,235");
});

test("headlines drop digits as numbers grow", () => {
  expect(moneyHeadline(9999.99, "USD")).toBe("$9,999.99");
  expect(moneyHeadline(12_345.67, "USD")).toBe("$12,346");
  expect(moneyHeadline(234_567_890, "USD")).toBe("$234.57M");
  expect(countHeadline(12.25)).toBe("12.3");
  expect(countHeadline(1_234_567)).toBe("1,234,567");
});

test("nothing is shown as nothing, never as zero", () => {
  for (const text of [money(null, "USD"), amount(null), count(undefined), percent(null), times(null)])
    expect(text).toBe("–");
});

test("fractions become percents, ratios become multiples", () => {
  expect(percent(0.01234)).toBe("1.23%");
  expect(times(4.05)).toBe("4.05×");
  expect(signedPercent(0.0421)).toBe("+4.2%");
  expect(signedPercent(-0.5)).toBe("-50%");
});

test("a change has no value where there is nothing to compare with", () => {
  expect(change(5, 0)).toBeNull();
  expect(change(null, 5)).toBeNull();
  expect(change(5, undefined)).toBeNull();
  expect(change(150, 100)).toBe(0.5);
});

test("a cell says its amount to the hundredth", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e11, max: 1e11 }), (hundredths) => {
      expect(Math.round(Number(amount(hundredths / 100).replaceAll(",", "")) * 100)).toBe(hundredths);
    }),
  );
});
