import { type Context, Hono } from "hono";
import { z } from "zod";
import { PageQuery, paged, pathId, queryList, readBody, readQuery } from "../http/input.ts";
import { javaDuration, javaInstant } from "../http/java-time.ts";
import { notFound, Problem } from "../http/problems.ts";
import type { Services } from "../services.ts";
import type { Connection } from "../store/connections.ts";
import { type DayRange, type Job, type JobFilter, jobStatuses } from "../store/jobs.ts";
import type { SyncEngine } from "../sync/engine.ts";

const jobTypes = ["sync", "reset", "refresh", "clear"] as const;
const JobCreate = z.object({
  connectionId: z.uuid(),
  jobType: z.enum(jobTypes),
});

const ONLY_ADDED = "What has landed is only ever added to; to read it all again, connect the source once more.";

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .optional();
const orderFields = { createdAt: "created_at", updatedAt: "updated_at" } as const;
const JobQuery = PageQuery.extend({
  connectionId: z.uuid().optional(),
  status: z.enum(jobStatuses).optional(),
  jobType: z.enum(jobTypes).optional(),
  createdAtStart: instant,
  createdAtEnd: instant,
  updatedAtStart: instant,
  updatedAtEnd: instant,
  orderBy: z
    .string()
    .regex(/^(createdAt|updatedAt)\|(ASC|DESC)$/, "must be createdAt or updatedAt, then |ASC or |DESC")
    .default("createdAt|DESC"),
});

export function jobRoutes({ store }: Services, engine: SyncEngine): Hono {
  const routes = new Hono();
  routes.post("/", async (context) => {
    const { connectionId, jobType } = await readBody(context, JobCreate);
    if (jobType !== "sync")
      throw new Problem("unprocessable-entity", `jobType: ${jobType} is not possible. ${ONLY_ADDED}`);
    requireActive(store, connectionId);
    return context.json(jobView(submitted(engine, connectionId)));
  });
  routes.get("/", (context) => {
    const query = readQuery(context, JobQuery);
    const jobs = (query.jobType ?? "sync") === "sync" ? store.jobs.list(query, toFilter(context, query)) : [];
    return context.json(paged(context, query, jobs.map(jobView)));
  });
  routes.get("/:jobId", (context) => context.json(jobView(requireJob(store, context))));
  routes.delete("/:jobId", async (context) => {
    const { id } = requireJob(store, context);
    const cancelled = await engine.cancel(id);
    if (cancelled?.status === "cancelled") return context.json(jobView(cancelled));
    throw new Problem("state-conflict", `Job ${id} is not running.`);
  });
  return routes;
}

export function requireActive(store: Services["store"], connectionId: string): Connection {
  const connection = store.connections.get(connectionId);
  if (!connection) throw notFound("connection", connectionId);
  if (connection.status !== "active")
    throw new Problem("state-conflict", `The connection is ${connection.status}; activate it first.`);
  return connection;
}

/** Throws a Problem when a job of the connection is under way. */
export function submitted(engine: SyncEngine, connectionId: string, range?: DayRange): Job {
  const job = engine.submit(connectionId, range);
  if (!job) throw new Problem("try-again-later", "A sync is already running for this connection.");
  return job;
}

export function requireJob(store: Services["store"], context: Context): Job {
  const id = pathId(context, "jobId");
  const job = /^\d{1,15}$/.test(id) ? store.jobs.get(Number(id)) : undefined;
  if (!job) throw notFound("job", id);
  return job;
}

function toFilter(context: Context, query: z.output<typeof JobQuery>): JobFilter {
  const [field, direction] = query.orderBy.split("|");
  return {
    connectionId: query.connectionId,
    workspaceIds: queryList(context, "workspaceIds"),
    status: query.status,
    createdFrom: query.createdAtStart,
    createdTo: query.createdAtEnd,
    updatedFrom: query.updatedAtStart,
    updatedTo: query.updatedAtEnd,
    orderBy: orderFields[field as keyof typeof orderFields],
    descending: direction === "DESC",
  };
}

const terminal: readonly Job["status"][] = ["succeeded", "failed", "cancelled"];
export const isOver = ({ status }: Job): boolean => terminal.includes(status);

/** `lastUpdatedAt` only when the job has ended, `duration` only once it has started. */
export function jobView(job: Job) {
  const ended = isOver(job);
  const until = ended ? job.updatedAt : Date.now();
  return {
    jobId: job.id,
    status: job.status,
    jobType: "sync",
    startTime: javaInstant(job.createdAt),
    connectionId: job.connectionId,
    ...(ended && { lastUpdatedAt: javaInstant(job.updatedAt) }),
    ...(job.status !== "pending" && { duration: javaDuration(until - job.createdAt) }),
    bytesSynced: job.bytes,
    rowsSynced: job.rows,
  };
}
