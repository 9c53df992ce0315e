import { z } from "zod";
import * as contract from "#contracts/connection-runs.ts";
import type { Connection } from "../../../db/connections.ts";
import type { Run } from "../../../db/run-history.ts";
import { problem } from "../../../http/problem.ts";
import { type TenantContext, tenantRoute } from "../../../http/route.ts";
import { AirbyteError } from "../airbyte/airbyte-error.ts";
import { cancelAtAirbyte } from "./cancel-at-airbyte.ts";
import { runView } from "./run-view.ts";

const listRuns = tenantRoute(contract.listRuns, async (c) => {
  const { cursor, limit, status } = c.query;
  const { id } = await connectionOf(c, c.params.connection_id);
  const rows = await c.tenant.runs.syncsOf(id, {
    before: cursor === undefined ? null : readCursor(cursor),
    status: status === "pending" ? "queued" : status,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const steps = await c.tenant.runs.stepsOf(page.map((run) => run.id));
  return {
    runs: page.map((run) => runView(run, steps.get(run.id) ?? [])),
    next_cursor: rows.length > limit ? page.at(-1)!.id : null,
  };
});

const runLog = tenantRoute(contract.runLog, async (c) => {
  const { connection_id, run_id } = c.params;
  await connectionOf(c, connection_id);
  const run = await c.tenant.runs.find(run_id);
  if (run?.connectionId !== connection_id) throw problem("not-found", "This connection has no such sync.");
  const { offset } = c.query;
  const none = {
    text: "",
    next_offset: offset,
    ended: run.finishedAt !== null,
    available: false,
    job: run.airbyteJobId,
  };
  if (run.airbyteJobId === null) return { ...none, detail: "No job of Airbyte's has begun for this sync." };
  const log = await c.services.airbyte.logOf(run.airbyteJobId, offset).catch((error: unknown) => {
    if (!(error instanceof AirbyteError)) throw error;
    if (error.kind === "missing") return undefined;
    throw problem("unavailable", { detail: "Airbyte does not answer right now. Try again soon.", cause: error });
  });
  if (log === null)
    return { ...none, detail: "Airbyte's API does not give logs away: read this one on its page of the job." };
  if (log === undefined) return { ...none, detail: "Airbyte does not know this job any more." };
  const ended = run.finishedAt !== null && log.isLast;
  return { text: log.text, next_offset: log.next, ended, available: true, detail: null, job: run.airbyteJobId };
});

const syncConnection = tenantRoute(contract.syncConnection, async (c) => {
  const connection = await connectionOf(c, c.params.connection_id);
  const told = c.trace("connection.sync-requested", { target: targetOf(connection) });
  const { runIds, messages } = await c.tenant.syncs.request([connection.id], "manual", "asked for", [told]);
  await c.services.deliver(messages);
  const underWay = runIds.length > 0 ? undefined : await c.tenant.syncs.unfinishedOf(connection.id);
  if (underWay?.trigger === "backfill")
    throw problem(
      "conflict",
      `A backfill is reading ${underWay.rangeFrom} to ${underWay.rangeTo}. Try again when that is done, or cancel the backfill; syncs of the schedule go before its next part.`,
    );
  const id = runIds[0] ?? underWay?.id;
  if (id === undefined) throw problem("conflict", "The sync that was under way has just ended. Ask again.");
  return { run: await shown(c, id), started: runIds.length > 0 };
});

const cancelSync = tenantRoute(contract.cancelSync, async (c) => {
  const connection = await connectionOf(c, c.params.connection_id);
  const run = await c.tenant.syncs.unfinishedOf(connection.id);
  if (!run) throw problem("conflict", "No sync of this connection is under way.");
  if (run.airbyteJobId !== null) await cancelAtAirbyte(c.services.airbyte, run.airbyteJobId);
  const told = c.trace("connection.sync-cancelled", { target: targetOf(connection), detail: { run_id: run.id } });
  if (!(await c.tenant.syncs.cancel(run, "by hand", told)))
    throw problem("conflict", "The sync moved on meanwhile. Look again whether it is still under way.");
  return { run: await shown(c, run.id) };
});

export const routes = [listRuns, runLog, syncConnection, cancelSync];

async function connectionOf(c: TenantContext, id: string): Promise<Connection> {
  const connection = await c.tenant.connections.find(id);
  if (!connection) throw problem("not-found", "You have no such connection.");
  return connection;
}

const targetOf = ({ id, name }: Connection) => ({ kind: "connection", id, label: name });

async function shown(c: TenantContext, runId: string) {
  const [run, steps] = await Promise.all([c.tenant.runs.find(runId), c.tenant.runs.stepsOf([runId])]);
  return runView(run as Run, steps.get(runId) ?? []);
}

function readCursor(cursor: string): string {
  const read = z.uuid({ version: "v7" }).safeParse(cursor);
  if (read.success) return read.data;
  const message = "is none of ours; take it from next_cursor of the page before";
  throw problem("invalid-input", { detail: `cursor: ${message}`, errors: [{ field: "cursor", message }] });
}
