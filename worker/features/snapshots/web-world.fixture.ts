import { type ShardKind, searchMeasures, shardColumns, visitMeasures, type WebKind } from "#contracts/snapshot.ts";
import { byMonth, type Column, epochDay } from "./world.fixture.ts";

/** A day of a property told by labels: names of columns without `_word`, and what was counted. */
export interface WebFact {
  readonly date: string;
  readonly property: number;
  readonly settled: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, number>>;
}

/** Websites of a world; facts are as fine as they are told, and the shards sum them. */
export interface WebWorld {
  readonly properties: readonly { platform: "ga4" | "search_console"; id: string; name: string; timeZone: string }[];
  readonly visits: readonly WebFact[];
  readonly searches: readonly WebFact[];
  readonly users: readonly WebFact[];
}

const factKinds = ["web_users", "web_channels", "web_places", "search_days", "search_queries", "search_pages"] as const;
const labelsOf = (kind: WebKind) =>
  shardColumns[kind].filter((column) => column.endsWith("_word")).map((column) => column.replace("_word", ""));
const measuresOf = (kind: WebKind): readonly string[] =>
  kind === "web_users" ? ["users"] : kind.startsWith("web_") ? visitMeasures : searchMeasures;

/** Facts with the same day, property and labels in one. */
function summed(kind: WebKind, facts: readonly WebFact[]): WebFact[] {
  const labels = labelsOf(kind);
  const key = (fact: WebFact) => [fact.date, fact.property, ...labels.map((label) => fact.labels[label])].join("|");
  const measures = measuresOf(kind);
  return [...Map.groupBy(facts, key).values()].map((of) => ({
    ...of[0]!,
    settled: of.every(({ settled }) => settled),
    values: Object.fromEntries(
      measures.map((measure) => [measure, of.reduce((sum, { values }) => sum + values[measure]!, 0)]),
    ),
  }));
}

function columnsOf(kind: WebKind, words: readonly string[]) {
  return (facts: readonly WebFact[]): Column[] => {
    const sorted = [...facts].sort((a, b) => a.date.localeCompare(b.date) || a.property - b.property);
    return [
      ["day", "int", sorted.map(({ date }) => epochDay(date))],
      ["property_ix", "int", sorted.map(({ property }) => property)],
      ["settled", "flag", sorted.map(({ settled }) => (settled ? 1 : 0))],
      ...labelsOf(kind).map(
        (label): Column => [`${label}_word`, "int", sorted.map(({ labels }) => words.indexOf(labels[label]!))],
      ),
      ...measuresOf(kind).map((measure): Column => [measure, "float", sorted.map(({ values }) => values[measure]!)]),
    ];
  };
}

/** The shards of websites as the runner writes them. */
export function webShards({ properties, visits, searches, users }: WebWorld) {
  const words = [...new Set([...visits, ...searches].flatMap(({ labels }) => Object.values(labels)))].sort();
  const single = (kind: ShardKind, columns: Column[]) => ({ name: kind, kind, month: null as string | null, columns });
  const facts = factKinds.flatMap((kind) => {
    const of = kind === "web_users" ? users : kind.startsWith("web_") ? visits : searches;
    const columns = columnsOf(kind, words);
    if (kind === "web_users") return [single(kind, columns(of))];
    return byMonth(kind, summed(kind, of), columns);
  });
  return [
    single("web_properties", [
      ["platform", "text", properties.map(({ platform }) => platform)],
      ["id", "text", properties.map(({ id }) => id)],
      ["name", "text", properties.map(({ name }) => name)],
      ["time_zone", "text", properties.map(({ timeZone }) => timeZone)],
    ]),
    single("web_words", [["text", "text", words]]),
    ...facts,
  ];
}

/** The first and last day of facts, as a manifest says it. */
export function spanOf(facts: readonly WebFact[]) {
  const days = facts.map(({ date }) => date).sort();
  return days.length === 0 ? null : { start_date: days[0]!, end_date: days.at(-1)! };
}
