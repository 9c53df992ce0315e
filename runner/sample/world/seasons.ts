import { dayNumber, monthIndex, monthOf, weekday } from "./calendar.ts";

interface Shape {
  /** Monday first. */
  readonly week: readonly number[];
  /** January first; the value belongs to the middle of the month. */
  readonly year: readonly number[];
}

const shapes: Readonly<Record<string, Shape>> = {
  "blue-mountain": {
    week: [1.1, 1.08, 1.05, 1.05, 1.0, 0.82, 0.86],
    year: [0.9, 1.05, 0.95, 0.95, 1.0, 1.15, 0.95, 0.9, 0.95, 1.0, 1.2, 1.4],
  },
  "kingston-harbour": {
    week: [0.9, 0.88, 0.92, 1.02, 1.15, 1.12, 1.05],
    year: [1.3, 1.35, 1.2, 1.05, 0.9, 0.95, 1.05, 1.0, 0.75, 0.78, 1.0, 1.25],
  },
};

function ofYear(year: readonly number[], date: string): number {
  const month = monthIndex(monthOf(date)) % 12;
  const fromMiddle = (Number(date.slice(8, 10)) - 15) / 30;
  const neighbour = (month + (fromMiddle < 0 ? 11 : 1)) % 12;
  return year[month]! + (year[neighbour]! - year[month]!) * Math.abs(fromMiddle);
}

/** How much a tenant's audience is there on a day, around 1: its week and its year. */
export function demandOn(tenantId: string, date: string): number {
  const shape = shapes[tenantId];
  if (!shape) return 1;
  return shape.week[weekday(dayNumber(date))]! * ofYear(shape.year, date);
}
