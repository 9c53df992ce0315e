import { z } from "zod";
import { Currency, Day } from "#contracts/fields.ts";

/** What one unit of `base` cost in `quote` on a day, as it was published. */
export interface Rate {
  readonly date: string;
  readonly base: string;
  readonly quote: string;
  /** A decimal as text; nothing is lost in it. */
  readonly rate: string;
}

/** As the dbt project keeps it: decimal(19,12). */
const Decimal = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,12})?$/)
  .refine((rate) => /[1-9]/.test(rate));

const cells = {
  day: { schema: Day, wanted: "a day such as 2026-03-31" },
  currency: { schema: Currency, wanted: "an ISO 4217 code such as USD" },
  rate: {
    schema: Decimal,
    wanted: "a decimal above 0 such as 157.25, with seven digits before the point and twelve after it at most",
  },
} as const;

/** A file of rates that does not fit: where, what is wrong, and what to do. */
export class RatesProblem extends Error {
  constructor(line: number, column: string | null, what: string) {
    super(`line ${line}${column === null ? "" : `, column ${column}`}: ${what}`);
  }
}

export function readCell(kind: keyof typeof cells, text: string, line: number, column: string): string {
  const { schema, wanted } = cells[kind];
  if (schema.safeParse(text).success) return text;
  throw new RatesProblem(line, column, `${JSON.stringify(text.slice(0, 40))} is not ${wanted}`);
}

/** Lines of a text file, without the mark that some programs begin it with and without what follows the last one. */
export const linesOf = (text: string): string[] =>
  text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split(/\r?\n/);
