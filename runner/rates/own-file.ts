import { linesOf, type Rate, RatesProblem, readCell } from "./rate.ts";

const COLUMNS = ["date", "base", "quote", "rate"] as const;
export const OWN_HEADER = COLUMNS.join(",");

/**
 * Reads a file of one's own, `date,base,quote,rate`: one unit of base is so many of quote. Days may come in any order.
 * @throws RatesProblem
 */
export function readOwnFile(text: string): Rate[] {
  const [, ...lines] = linesOf(text);
  const known = new Map<string, string>();
  return lines.map((content, index) => {
    const line = index + 2;
    const told = content.split(",");
    if (told.length !== COLUMNS.length)
      throw new RatesProblem(line, null, `${told.length} values where there are ${COLUMNS.length}: ${OWN_HEADER}`);
    const [first = "", second = "", third = "", last = ""] = told;
    const date = readCell("day", first, line, "date");
    const base = readCell("currency", second, line, "base");
    const quote = readCell("currency", third, line, "quote");
    const rate = readCell("rate", last, line, "rate");
    if (base === quote) throw new RatesProblem(line, "quote", `${quote} is the base already`);
    const key = `${date} ${base} ${quote}`;
    const before = known.get(key);
    if (before !== undefined && before !== rate)
      throw new RatesProblem(line, "rate", `${key} is ${rate} here and ${before} above`);
    known.set(key, rate);
    return { date, base, quote, rate };
  });
}
