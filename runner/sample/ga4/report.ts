import { z } from "zod";
import { datesBetween } from "../world/calendar.ts";
import type { SampleTenant } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import { type VisitCell, visitCells } from "../world/visits.ts";
import type { World } from "../world/world.ts";
import { AnalyticsError } from "./errors.ts";
import { type Dimension, dimensions, type MetricName, metricOf, metrics, type VisitPart } from "./fields.ts";

const named = z.array(z.object({ name: z.string() })).default([]);
const Report = z.object({
  dimensions: named,
  metrics: named,
  dateRanges: z.tuple([z.object({ startDate: z.iso.date(), endDate: z.iso.date() })]),
  limit: z.coerce.number().int().min(1).max(250_000).default(10_000),
  offset: z.coerce.number().int().min(0).default(0),
  returnPropertyQuota: z.boolean().default(false),
  /** The sample platform knows no filters, and must not answer as if there were none. */
  dimensionFilter: z.undefined({ error: "the sample platform knows no filters" }).optional(),
  metricFilter: z.undefined({ error: "the sample platform knows no filters" }).optional(),
});

const quota = {
  tokensPerDay: { consumed: 1, remaining: 199_900 },
  tokensPerHour: { consumed: 1, remaining: 39_900 },
  concurrentRequests: { remaining: 10 },
  serverErrorsPerProjectPerHour: { remaining: 10 },
  potentiallyThresholdedRequestsPerHour: { remaining: 120 },
};

/** `runReport`. Refuses unknown dimensions and metrics by name, as Google does. */
export function runReport(world: World, tenant: SampleTenant, moment: Moment, body: unknown, isEmpty: boolean) {
  const parsed = Report.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AnalyticsError(400, `Invalid value at '${issue?.path.join(".") ?? ""}': ${issue?.message ?? ""}`);
  }
  const { dateRanges, limit, offset, returnPropertyQuota } = parsed.data;
  const asked = parsed.data.dimensions.map(({ name }) => known("dimension", dimensions, name) as Dimension);
  const told = parsed.data.metrics.map(({ name }) => known("metric", metrics, name) as MetricName);
  const [{ startDate, endDate }] = dateRanges;
  const first = startDate > moment.firstDay ? startDate : moment.firstDay;
  const last = endDate < moment.today ? endDate : moment.today;
  const parts = isEmpty
    ? []
    : datesBetween(first, last)
        .flatMap((date) => visitCells(world, tenant, date, moment))
        .flatMap((cell) => (asked.includes("eventName") ? byEvent(cell) : [wholeOf(cell)]));
  const groups = Map.groupBy(parts, (part) => JSON.stringify(asked.map((name) => dimensions[name](part))));
  const rows = [...groups].map(([key, group]) => ({
    dimensionValues: (JSON.parse(key) as string[]).map((value) => ({ value })),
    metricValues: told.map((name) => ({ value: metricText(name, group) })),
  }));
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

const eventsOf = (cell: VisitCell) => ({
  session_start: cell.sessions,
  page_view: cell.pageViews,
  purchase: cell.keyEvents,
});

const wholeOf = (cell: VisitCell): VisitPart => ({
  ...cell,
  eventName: "",
  events: Object.values(eventsOf(cell)).reduce((sum, count) => sum + count, 0),
});

/** Only purchases are key events; of each kind of event there is a row for what happened. */
const byEvent = (cell: VisitCell): VisitPart[] =>
  Object.entries(eventsOf(cell))
    .filter(([, events]) => events > 0)
    .map(([eventName, events]) => {
      const isKey = eventName === "purchase";
      return {
        ...cell,
        eventName,
        events,
        keyEvents: isKey ? cell.keyEvents : 0,
        revenueCents: isKey ? cell.revenueCents : 0,
      };
    });

function metricText(name: MetricName, parts: readonly VisitPart[]): string {
  const { of, by, type } = metricOf(name);
  const sum = (get: (part: VisitPart) => number): number => parts.reduce((total, part) => total + get(part), 0);
  if (by) return String(sum(by) === 0 ? 0 : sum(of) / sum(by));
  return type === "TYPE_CURRENCY" ? String(Math.round(sum(of) * 100) / 100) : String(sum(of));
}
