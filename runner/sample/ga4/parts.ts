import { addDays } from "../world/calendar.ts";
import type { VisitCell } from "../world/visits.ts";
import { divided, type Facet, type Variants } from "./variants.ts";

/** A cell of the world, or the part of it that one kind of event or one variant is. */
export interface VisitPart extends VisitCell {
  readonly eventName: string;
  readonly events: number;
  /** Users of the seven days, and of the 28 days, that end with the date. */
  readonly users7: number;
  readonly users28: number;
  readonly variants: Variants;
}

/** What a report needs beside the cells themselves. */
export interface Needs {
  readonly events: boolean;
  readonly facets: readonly Facet[];
  /** Days that end with each date, of which it tells the users; 1 when it does not. */
  readonly trailingDays: 1 | 28;
}

/** The parts of these dates. `cellsOn` tells the cells of any day, also of those before. */
export function partsOf(dates: readonly string[], cellsOn: (date: string) => readonly VisitCell[], needs: Needs) {
  const known = new Map<string, readonly VisitCell[]>();
  const cells = (date: string): readonly VisitCell[] => {
    const found = known.get(date) ?? cellsOn(date);
    known.set(date, found);
    return found;
  };
  return dates
    .flatMap((date) => [
      ...cells(date).map((cell) => wholeOf(cell)),
      ...Array.from({ length: needs.trailingDays - 1 }, (_, index) => index + 1).flatMap((age) =>
        cells(addDays(date, -age)).map((cell) => earlier(cell, date, age)),
      ),
    ])
    .flatMap((part) => (needs.events ? byEvent(part) : [part]))
    .flatMap((part) => needs.facets.reduce((parts, facet) => parts.flatMap((each) => divided(each, facet)), [part]));
}

const eventsOf = (cell: VisitCell) => ({
  session_start: cell.sessions,
  page_view: cell.pageViews,
  purchase: cell.keyEvents,
});

const wholeOf = (cell: VisitCell): VisitPart => ({
  ...cell,
  eventName: "",
  events: Object.values(eventsOf(cell)).reduce((sum, count) => sum + count, 0),
  users7: cell.users,
  users28: cell.users,
  variants: {},
});

/** Of an earlier day only the users are told. Nobody comes twice, so that they add up. */
const earlier = (cell: VisitCell, date: string, age: number): VisitPart => ({
  ...wholeOf(cell),
  date,
  users: 0,
  newUsers: 0,
  sessions: 0,
  engagedSessions: 0,
  pageViews: 0,
  keyEvents: 0,
  revenueCents: 0,
  seconds: 0,
  events: 0,
  users7: age < 7 ? cell.users : 0,
});

/** Only purchases are key events; of each kind of event there is a row for what happened. */
const byEvent = (part: VisitPart): VisitPart[] =>
  Object.entries(eventsOf(part))
    .filter(([, events]) => events > 0)
    .map(([eventName, events]) => {
      const isKey = eventName === "purchase";
      return {
        ...part,
        eventName,
        events,
        keyEvents: isKey ? part.keyEvents : 0,
        revenueCents: isKey ? part.revenueCents : 0,
      };
    });
