import { z } from "zod";
import { datesBetween } from "../world/calendar.ts";
import type { SampleTenant } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import { visitCells } from "../world/visits.ts";
import type { World } from "../world/world.ts";
import { type DimensionName, dimensionOf, dimensions } from "./dimensions.ts";
import { AnalyticsError } from "./errors.ts";
import { type MetricName, metricOf, metrics, metricText } from "./metrics.ts";
import { partsOf } from "./parts.ts";

const named = (most: number) =>
  z
    .array(z.object({ name: z.string() }))
    .max(most)
    .default([]);
const Report = z.object({
  dimensions: named(9),
  metrics: named(10),
  dateRanges: z.tuple([z.object({ startDate: z.iso.date(), endDate: z.iso.date() })]),
  limit: z.coerce.number().int().min(1).max(250_000).default(10_000),
  offset: z.coerce.number().int().min(0).default(0),
  returnPropertyQuota: z.boolean().default(false),
  keepEmptyRows: z.boolean().default(false),
  /** The sample platform knows no filters, and must not answer as if there were none. */
  dimensionFilter: z.undefined({ error: "the sample platform knows no filters" }).optional(),
  metricFilter: z.undefined({ error: "the sample platform knows no filters" }).optional(),
});

type Question = z.infer<typeof Report>;

const quota = {
  tokensPerDay: { consumed: 1, remaining: 199_900 },
  tokensPerHour: { consumed: 1, remaining: 39_900 },
  concurrentRequests: { remaining: 10 },
  serverErrorsPerProjectPerHour: { remaining: 10 },
  potentiallyThresholdedRequestsPerHour: { remaining: 120 },
};

/** The body of `runReport`; a field that does not fit is named. */
export function questionOf(body: unknown): Question {
  const parsed = Report.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AnalyticsError(400, `Invalid value at '${issue?.path.join(".") ?? ""}': ${issue?.message ?? ""}`);
}

/** `runReport`. Refuses unknown dimensions and metrics by name, as Google does. */
export function runReport(world: World, tenant: SampleTenant, moment: Moment, question: Question, isEmpty: boolean) {
  const { dateRanges, limit, offset, returnPropertyQuota, keepEmptyRows } = question;
  const asked = question.dimensions.map(({ name }) => known("dimension", dimensions, name) as DimensionName);
  const told = question.metrics.map(({ name }) => known("metric", metrics, name) as MetricName);
  const [{ startDate, endDate }] = dateRanges;
  const first = startDate > moment.firstDay ? startDate : moment.firstDay;
  const last = endDate < moment.today ? endDate : moment.today;
  const facets = asked.flatMap((name) => dimensionOf(name).facet ?? []);
  const parts = partsOf(isEmpty ? [] : datesBetween(first, last), (date) => visitCells(world, tenant, date, moment), {
    events: asked.includes("eventName"),
    facets: [...new Set(facets)],
    trailingDays: told.some((name) => name === "active7DayUsers" || name === "active28DayUsers") ? 28 : 1,
  });
  const groups = Map.groupBy(parts, (part) => JSON.stringify(asked.map((name) => dimensionOf(name).of(part))));
  const rows = [...groups]
    .map(([key, group]) => ({
      dimensionValues: (JSON.parse(key) as string[]).map((value) => ({ value })),
      metricValues: told.map((name) => ({ value: metricText(name, group) })),
    }))
    .filter(({ metricValues }) => keepEmptyRows || metricValues.some(({ value }) => value !== "0"));
  return {
    dimensionHeaders: asked.map((name) => ({ name })),
    metricHeaders: told.map((name) => ({ name, type: metricOf(name).type })),
    ...(rows.length > 0 ? { rows: rows.slice(offset, offset + limit), rowCount: rows.length } : {}),
    metadata: { currencyCode: tenant.reportingCurrency, timeZone: tenant.timeZone },
    ...(returnPropertyQuota ? { propertyQuota: quota } : {}),
    kind: "analyticsData#runReport",
  };
}

function known(kind: string, fields: object, name: string): string {
  if (Object.hasOwn(fields, name)) return name;
  throw new AnalyticsError(
    400,
    `Field ${name} is not a valid ${kind}. For a list of valid dimensions and metrics, see the API schema.`,
  );
}
