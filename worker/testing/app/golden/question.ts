import fc from "fast-check";
import type { Marts } from "../duck.ts";

/** What is asked, as the API takes it. */
export interface Question {
  readonly start_date?: string;
  readonly end_date?: string;
  readonly platforms?: readonly string[];
  readonly campaigns?: readonly string[];
  readonly q?: string;
  readonly parishes?: readonly string[];
}

/** What there is to ask for in a tenant's marts. */
export interface Known {
  readonly coverage: { readonly from: number; readonly to: number };
  readonly platforms: readonly string[];
  readonly campaigns: readonly string[];
  readonly words: readonly string[];
  readonly regions: readonly string[];
}

const dayMs = 86_400_000;
export const dayText = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);
const dayNumber = (text: string) => Date.parse(text) / dayMs;

export async function knownIn({ ask }: Marts): Promise<Known> {
  const list = async (sql: string) => (await ask(sql)).map((row) => String(Object.values(row)[0]));
  const [span] = await ask(`
    select min(date_day)::varchar as first, max(date_day)::varchar as last
    from (select date_day from marts.api_performance_daily union all select date_day from marts.api_region_performance_daily)`);
  const campaigns = await list("select distinct campaign_id from marts.api_campaigns order by all");
  const names = await list(
    "select distinct coalesce(campaign_name, campaign_id) from marts.api_campaigns order by all",
  );
  return {
    coverage: { from: dayNumber(String(span!.first)), to: dayNumber(String(span!.last)) },
    platforms: await list("select distinct platform from marts.api_campaigns order by all"),
    campaigns,
    words: [...new Set(names.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u)))].filter((word) => word.length > 1),
    regions: await list("select region_code from marts.api_regions order by all"),
  };
}

/** Any filters at all; days also reach beyond what there is, and half of the questions name no regions. */
export function questions(known: Known): fc.Arbitrary<Question> {
  const day = fc.integer({ min: known.coverage.from - 10, max: known.coverage.to + 10 });
  const period = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(day, day).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })) },
    { weight: 1, arbitrary: day.map((end) => ({ end })) },
    { weight: 1, arbitrary: day.map((start) => ({ start })) },
    { weight: 1, arbitrary: fc.constant({}) },
  );
  const some = <T>(of: readonly T[]) => fc.option(fc.subarray([...of], { minLength: 1 }), { nil: undefined, freq: 1 });
  return fc
    .record({
      period: period as fc.Arbitrary<{ start?: number; end?: number }>,
      platforms: some(known.platforms),
      campaigns: fc.option(fc.subarray([...known.campaigns], { minLength: 1 }), { nil: undefined, freq: 1 }),
      q: fc.option(fc.constantFrom(...known.words, known.words[0]!.toUpperCase()), { nil: undefined, freq: 1 }),
      parishes: some(known.regions),
    })
    .map(({ period: { start, end }, ...filters }) => ({
      ...(start !== undefined && { start_date: dayText(start) }),
      ...(end !== undefined && { end_date: dayText(end) }),
      ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)),
    }));
}

/** As the query of an address; lists are joined by commas. */
export const asQuery = (question: Question): Record<string, string> =>
  Object.fromEntries(Object.entries(question).map(([name, value]) => [name, String(value)]));

/** The days that a question means: of a period left open the last 30, or up to the end of what there is. */
export function daysOf({ start_date, end_date }: Question, { coverage }: Known): { from: string; to: string } {
  const [start, end] = [start_date && dayNumber(start_date), end_date && dayNumber(end_date)];
  if (start && end) return { from: start_date!, to: end_date! };
  if (start) return { from: start_date!, to: dayText(Math.max(start, coverage.to)) };
  const last = end || coverage.to;
  return { from: dayText(last - 29), to: dayText(last) };
}

const texts = (values: readonly string[]) => values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ");

/** The campaigns that a question means, as a condition on `platform` and `campaign_id`. */
export function campaignsOf({ platforms, campaigns, q }: Question): string {
  const conditions = [
    platforms && `platform in (${texts(platforms)})`,
    campaigns && `campaign_id in (${texts(campaigns)})`,
    q &&
      `(platform, campaign_id) in (select (platform, campaign_id) from marts.api_campaigns
        where contains(strip_accents(lower(coalesce(campaign_name, campaign_id))), strip_accents(lower(${texts([q])}))))`,
  ];
  return ["true", ...conditions.filter(Boolean)].join(" and ");
}

/** Facts by region within the question. */
export function regionFacts(question: Question, known: Known): string {
  const { from, to } = daysOf(question, known);
  const places = question.parishes ? ` and region_code in (${texts(question.parishes)})` : "";
  return `(from marts.api_region_performance_daily
    where date_day between '${from}' and '${to}' and ${campaignsOf(question)}${places})`;
}

export function adFacts(question: Question, known: Known): string {
  const { from, to } = daysOf(question, known);
  return `(from marts.api_performance_daily where date_day between '${from}' and '${to}' and ${campaignsOf(question)})`;
}

/** Where the numbers of a question come from: ads are not told by region, so one that names regions is of the facts by region. */
export const facts = (question: Question, known: Known): string =>
  question.parishes ? regionFacts(question, known) : adFacts(question, known);
