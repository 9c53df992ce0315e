import { type DayRange, dayNumber, dayText, lengthOf } from "./days.ts";

const defaultDays = 30;

/** What is asked for, completed: by default the last 30 days up to the end of the coverage. `null` when there is nothing to go by. */
export function choosePeriod(
  asked: { startDate?: string | undefined; endDate?: string | undefined },
  coverage: DayRange | null,
): DayRange | null {
  const start = asked.startDate === undefined ? null : dayNumber(asked.startDate);
  const end = asked.endDate === undefined ? null : dayNumber(asked.endDate);
  if (start !== null && end !== null) return { from: start, to: end };
  if (start !== null) return { from: start, to: Math.max(start, coverage?.to ?? start) };
  if (end !== null) return { from: end - defaultDays + 1, to: end };
  return coverage && { from: coverage.to - defaultDays + 1, to: coverage.to };
}

/** The period to compare with: as many days right before, or the same dates a year before (29 February becomes the 28th). */
export function comparedPeriod(period: DayRange, compare: "previous_period" | "previous_year"): DayRange {
  if (compare === "previous_period") return { from: period.from - lengthOf(period), to: period.from - 1 };
  return { from: yearBefore(period.from), to: yearBefore(period.to) };
}

function yearBefore(day: number): number {
  const text = dayText(day);
  const year = String(Number(text.slice(0, 4)) - 1).padStart(4, "0");
  const monthAndDay = text.slice(5) === "02-29" ? "02-28" : text.slice(5);
  return dayNumber(`${year}-${monthAndDay}`);
}
