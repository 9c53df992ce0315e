import type { Condition, Order } from "./gaql.ts";

/** As REST's JSON has it: whole numbers of 64 bits are text. */
export type Value = string | number | boolean | readonly Value[] | { readonly [name: string]: Value };

/** The values of a row by the names that queries use; what has no value is not there. */
export type Fields = Readonly<Record<string, Value | undefined>>;

const NUMBER = /^-?\d+(\.\d+)?$/;

const textOf = (value: Value): string => (typeof value === "boolean" ? String(value).toUpperCase() : String(value));

/** Below zero, zero or above it. Numbers compare as numbers, however they are written. */
function compare(left: string, right: string): number {
  if (NUMBER.test(left) && NUMBER.test(right)) return Number(left) - Number(right);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function holds(condition: Condition, value: Value | undefined): boolean {
  if (value === undefined) return false;
  const text = textOf(value);
  const steps = condition.values.map((wanted) =>
    compare(text, typeof value === "boolean" ? wanted.toUpperCase() : wanted),
  );
  const [first, last] = steps;
  const isMember = () => steps.includes(0);
  switch (condition.operator) {
    case "=":
      return first === 0;
    case "!=":
      return first !== 0;
    case "<":
      return first! < 0;
    case "<=":
      return first! <= 0;
    case ">":
      return first! > 0;
    case ">=":
      return first! >= 0;
    case "BETWEEN":
      return first! >= 0 && last! <= 0;
    case "IN":
      return isMember();
    case "NOT IN":
      return !isMember();
  }
}

/** For `sort`: rows without a value come first. */
export const inOrder =
  (orders: readonly Order[]) =>
  (left: Fields, right: Fields): number => {
    for (const { field, descending } of orders) {
      const step = compare(textOf(left[field] ?? ""), textOf(right[field] ?? ""));
      if (step !== 0) return descending ? -step : step;
    }
    return 0;
  };
