import type { TimeType } from "./columns.ts";
import { quoted } from "./quoting.ts";

const YEAR = String.raw`[1-9]\d{3}`;
const DAY = String.raw`${YEAR}-\d{2}-\d{2}`;
const CLOCK = String.raw`\d{2}:\d{2}(:\d{2}(\.\d+)?)?`;
const OFFSET = String.raw`( ?(Z|[+-]\d{2}(:?\d{2})?))`;

/** What is taken for a value of the type; DuckDB alone would read much more, and cut a time off to make a day of it. */
const forms: Readonly<Record<TimeType, string>> = {
  DATE: String.raw`${YEAR}([-/.]?)\d{2}([-/.]?)\d{2}`,
  TIME: CLOCK,
  TIMETZ: CLOCK + OFFSET,
  TIMESTAMP: `${DAY}[T ]${CLOCK}`,
  TIMESTAMPTZ: `${DAY}([T ]${CLOCK}${OFFSET}?)?`,
};

/** A text as day, time of day or instant (without an offset: of UTC); NULL when it is none. */
export function castTime(type: TimeType, text: string): string {
  const value =
    type === "DATE"
      ? `regexp_replace(${text}, ${quoted(String.raw`^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$`)}, '\\1-\\2-\\3')`
      : text;
  return `if(regexp_full_match(${text}, ${quoted(forms[type])}), try_cast(${value} as ${type}), null)`;
}
