import { linesOf, type Rate, RatesProblem, readCell } from "./rate.ts";

/** The reference rates of the European Central Bank begin with this; one column a currency follows, and a comma at the end of each line. */
export const ECB_HEADER = "Date,";

/**
 * Reads `eurofxref-hist.csv`: one euro in each currency, a line a day, the newest first. A currency without a rate on a day has `N/A`.
 * @throws RatesProblem
 */
export function readEcbFile(text: string): Rate[] {
  const [header = "", ...lines] = linesOf(text);
  const currencies = cellsOf(header).slice(1);
  currencies.forEach((currency, at) => {
    readCell("currency", currency, 1, String(at + 2));
    if (currencies.indexOf(currency) < at) throw new RatesProblem(1, currency, "the currency has a column already");
  });
  const days = new Set<string>();
  return lines.flatMap((content, index) => {
    const line = index + 2;
    const [first = "", ...told] = cellsOf(content);
    const date = readCell("day", first, line, "Date");
    if (days.has(date)) throw new RatesProblem(line, "Date", `${date} has a line already`);
    days.add(date);
    if (told.length !== currencies.length)
      throw new RatesProblem(
        line,
        null,
        `${told.length} rates where the first line names ${currencies.length} currencies`,
      );
    return currencies.flatMap((quote, at) => {
      const cell = told[at] ?? "";
      if (cell === "N/A" || cell === "") return [];
      return [{ date, base: "EUR", quote, rate: readCell("rate", cell, line, quote) }];
    });
  });
}

const cellsOf = (line: string): string[] =>
  line
    .replace(/,$/, "")
    .split(",")
    .map((cell) => cell.trim());
