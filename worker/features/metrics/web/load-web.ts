import type { WebFactColumns, WebPropertyColumns } from "../../snapshots/columns.ts";
import type { DatedKind, OpenSnapshot } from "../../snapshots/reader.ts";
import { FieldError } from "../field-error.ts";
import { type DayRange, dayText, rangeOf } from "../slice/days.ts";
import type { Mask } from "../slice/select-rows.ts";
import { withRoom } from "../with-room.ts";
import type { WebQuestion, WebSource } from "./question.ts";

/** What a question about websites needs of a snapshot. */
export interface WebLoaded {
  readonly coverage: DayRange;
  readonly facts: readonly WebFactColumns[];
  /** Rows of the properties of this source. */
  readonly own: readonly number[];
  readonly passing: Mask;
  property(row: number): { id: string; name: string; timeZone: string };
  keyOf(by: WebQuestion["by"]): (shard: WebFactColumns) => Int32Array;
  /** What a key of the grouping is called. */
  label(by: WebQuestion["by"], key: number): string;
  /** Of a day, when the question is about one property: people do not add up. */
  usersOf(day: number): number | null;
}

const fewerDays = { field: "start_date", remedy: "ask for fewer days" };

/** @throws FieldError when a property is not known, and what `withRoom` does */
export async function loadWeb(
  snapshot: OpenSnapshot,
  source: WebSource,
  question: WebQuestion,
  range: DayRange,
): Promise<WebLoaded> {
  const [from, to] = [dayText(range.from), dayText(range.to)];
  const ofDays = question.by === "day" && source.noun === "web";
  const kinds: DatedKind[] = [source.kindOf(question.by), ...(ofDays ? (["web_users"] as const) : [])];
  const needs = [
    ...snapshot.needs("web_properties"),
    ...snapshot.needs("web_words"),
    ...kinds.flatMap((kind) => snapshot.needs(kind, from, to)),
  ];
  const [properties, words, facts = [], users = []] = await withRoom(snapshot, needs, fewerDays, () =>
    Promise.all([
      snapshot.dimension("web_properties"),
      snapshot.dimension("web_words"),
      ...kinds.map((kind) => snapshot.dated(kind, from, to) as Promise<WebFactColumns[]>),
    ]),
  );
  const own = properties.platform.flatMap((platform, row) => (platform === source.platform ? [row] : []));
  const passing = propertyMask(properties, own, question.properties);
  const asked = own.filter((row) => passing === null || passing[row] === 1);
  const span = snapshot.manifest.web_coverage![source.coverage]!;
  return {
    coverage: rangeOf(span.start_date, span.end_date),
    facts,
    own,
    passing,
    property: (row) => ({ id: properties.id[row]!, name: properties.name[row]!, timeZone: properties.timeZone[row]! }),
    keyOf: (by) => (shard) => {
      if (by === "day") return shard.day;
      return by === "property" ? shard.property : shard.words[`${by}_word`]!;
    },
    label: (by, key) => {
      if (by === "day") return dayText(key);
      return by === "property" ? properties.name[key]! : words.text[key]!;
    },
    usersOf: asked.length === 1 ? usersBy(users, asked[0]!) : () => null,
  };
}

function propertyMask(
  { id, rows }: WebPropertyColumns,
  own: readonly number[],
  wanted: readonly string[] | null,
): Mask {
  if (wanted === null) return null;
  const rowOf = new Map(own.map((row) => [id[row]!, row]));
  const unknown = wanted.filter((name) => !rowOf.has(name));
  if (unknown.length > 0)
    throw new FieldError("properties", `unknown: ${unknown.join(", ")}; known are: ${[...rowOf.keys()].join(", ")}`);
  const mask = new Uint8Array(rows);
  for (const name of wanted) mask[rowOf.get(name)!] = 1;
  return mask;
}

function usersBy(shards: readonly WebFactColumns[], property: number): (day: number) => number | null {
  const users = new Map<number, number>();
  for (const { rows, day, property: of, measures } of shards)
    for (let row = 0; row < rows; row++) if (of[row] === property) users.set(day[row]!, measures.users![row]!);
  return (day) => users.get(day) ?? null;
}
