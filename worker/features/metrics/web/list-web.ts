import { fold } from "../../snapshots/fold.ts";
import type { OpenSnapshot } from "../../snapshots/reader.ts";
import type { Found } from "../find-snapshot.ts";
import type { Items } from "../lists/list.ts";
import { noRows, type Turn } from "../lists/list-route.ts";
import { datesOf } from "../plan.ts";
import type { ServerTiming } from "../server-timing.ts";
import { type DayRange, overlap, rangeOf } from "../slice/days.ts";
import { choosePeriod } from "../slice/period.ts";
import type { Sums } from "../slice/sums.ts";
import { groupFacts, totalOf } from "./group.ts";
import { loadWeb, type WebLoaded } from "./load-web.ts";
import type { WebQuestion, WebSource } from "./question.ts";

type Figures = (sums: Readonly<Record<string, Sums>>, group: number) => object;

const nothing = (reason: string) => ({ availability: { status: "empty", reason }, properties: [], ...noRows });

/** The list of visits, or of searches, by one of their labels. */
export async function listWeb(
  source: WebSource,
  figures: Figures,
  { head, snapshot }: Found,
  turn: Turn<WebQuestion>,
  timing: ServerTiming,
): Promise<object> {
  const { question } = turn;
  const span = snapshot?.manifest.web_coverage?.[source.coverage] ?? null;
  const coverage = span && rangeOf(span.start_date, span.end_date);
  const period = choosePeriod(question, coverage);
  const base = { ...head, coverage: coverage && datesOf(coverage), period: period && datesOf(period) };
  if (!snapshot || !coverage || !period)
    return {
      ...base,
      ...nothing(`No data yet: ${snapshot ? "no website is connected" : "nothing has been published"}`),
    };
  const range = overlap(period, coverage);
  const loaded = await timing.measure("load", () => loadWeb(snapshot, source, question, range));
  return timing.measure("slice", () => ({ ...base, ...answered(snapshot, source, figures, turn, loaded, range) }));
}

function answered(
  snapshot: OpenSnapshot,
  source: WebSource,
  figures: Figures,
  { question, page }: Turn<WebQuestion>,
  loaded: WebLoaded,
  range: DayRange,
) {
  const found = itemsOf(source, figures, question, loaded, range);
  const { startDate, endDate } = datesOf(loaded.coverage);
  const outside = range.from > range.to;
  const why = outside
    ? `The period lies outside the data, which covers ${startDate} to ${endDate}`
    : "Nothing matches these filters in this period";
  const some = found.items.length > 0;
  return {
    availability: { status: some ? "available" : "no_match", reason: some ? null : why },
    properties: loaded.own.map((row) => loaded.property(row)),
    ...page(found, snapshot.manifest.snapshot_id),
  };
}

function itemsOf(
  { measures }: WebSource,
  figures: Figures,
  { by, q }: WebQuestion,
  loaded: WebLoaded,
  range: DayRange,
): Items {
  const groups = groupFacts(loaded.facts, range, loaded.passing, loaded.keyOf(by), measures);
  const label = (group: number) => loaded.label(by, groups.keys[group]!);
  const wanted = q === null ? null : fold(q);
  const items = groups.keys.map((_, group) => group).filter((group) => !wanted || fold(label(group)).includes(wanted));
  const users = by === "day" ? loaded.usersOf : () => null;
  return {
    items,
    value: (group, sort) =>
      sort === "label" ? fold(label(group)) : (figures(groups.sums, group) as Record<string, number | null>)[sort]!,
    row: (group) => ({
      label: label(group),
      id: by === "property" ? loaded.property(groups.keys[group]!).id : null,
      settled: groups.provisional[group] === 0,
      ...figures(groups.sums, group),
      users: users(groups.keys[group]!),
    }),
    totals: figures(totalOf(groups, items), 0),
  };
}
