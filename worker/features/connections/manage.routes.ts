import * as contract from "#contracts/connections.ts";
import { problem } from "../../http/problem.ts";
import { tenantRoute } from "../../http/route.ts";
import { refusalOf } from "./airbyte/refusal.ts";
import { discoverAgain, testConnection as tryOut } from "./ask-platform.ts";
import { changeConnection as change } from "./change-connection.ts";
import { connectionView } from "./connection-view.ts";
import { offeredConnector } from "./connectors/catalog.ts";
import { limitProbes, refuseMisfit } from "./connectors/checks.ts";
import { withManifest } from "./connectors/manifest.ts";
import { createConnection as create } from "./create/create-connection.ts";
import { deleteConnection as remove } from "./delete-connection.ts";
import { detailOf, foundConnection, profileOf, targetOf } from "./found.ts";
import { runView } from "./runs/run-view.ts";
import { refuseWrongSchedule } from "./schedule/check-schedule.ts";
import { summaryOf } from "./summary.ts";

const listConnections = tenantRoute(contract.listConnections, async (c) => {
  const { cursor, limit, q, platform, status } = c.query;
  if (cursor !== undefined && !(await c.tenant.connections.wasKnown(cursor)))
    throw wrong("cursor", "is none of ours; take it from next_cursor of an answer");
  const [profile, rows] = await Promise.all([
    profileOf(c),
    c.tenant.connections.page({ text: q, platform, status }, cursor, limit + 1),
  ]);
  const shown = rows.slice(0, limit);
  return {
    connections: shown.map((row) => connectionView(row, profile, c.clock())),
    next_cursor: rows.length > limit ? (shown.at(-1)?.connection.id ?? null) : null,
  };
});

const connectionsSummary = tenantRoute(contract.connectionsSummary, async (c) => {
  const [profile, syncs] = await Promise.all([profileOf(c), c.tenant.latestSyncs.all()]);
  return summaryOf(syncs, profile, c.clock());
});

const createConnection = tenantRoute(contract.createConnection, async (c) => {
  const { source_type, history_from, schedule, sync_now } = c.body;
  refuseWrongSchedule(schedule, "schedule");
  if (history_from !== undefined && Date.parse(history_from) > c.clock())
    throw wrong("history_from", "lies in the future; choose a day that has been");
  const found = await offeredConnector(c.services.airbyte, source_type).catch((error: unknown) => {
    throw refusalOf(error, c.log);
  });
  const { connector, configuration } = withManifest(found, c.body.configuration);
  if (connector.told && connector.told.status !== "ready")
    throw problem("conflict", `The connector is not installed yet. Install it first, then connect.`);
  refuseMisfit(connector, configuration);
  await limitProbes(c);
  const made = create(c, connector, { ...c.body, configuration });
  // Goes on to its end, or back to its beginning, when the client does not wait for it.
  c.waitUntil(made.catch(() => undefined));
  const id = await made;
  const run = sync_now ? await firstSync(c, id) : null;
  return { connection: await detailOf(c, id), run };
});

async function firstSync(c: Parameters<typeof detailOf>[0], id: string) {
  const { runIds, messages } = await c.tenant.syncs.request([id], "first", "connected");
  await c.services.deliver(messages);
  const [runId] = runIds;
  const run = runId === undefined ? undefined : await c.tenant.runs.find(runId);
  return run ? runView(run, (await c.tenant.runs.stepsOf([run.id])).get(run.id) ?? []) : null;
}

const readConnection = tenantRoute(contract.readConnection, (c) => detailOf(c, c.params.connection_id));

const changeConnection = tenantRoute(contract.changeConnection, async (c) => {
  const { connection } = await foundConnection(c, c.params.connection_id);
  await change(c, connection, c.body);
  return detailOf(c, connection.id);
});

const deleteConnection = tenantRoute(contract.deleteConnection, async (c) => {
  const { connection } = await foundConnection(c, c.params.connection_id);
  await remove(c, connection);
});

const pauseConnection = tenantRoute(contract.pauseConnection, async (c) => {
  const { connection } = await foundConnection(c, c.params.connection_id);
  await c.tenant.connections.pause(connection.id, c.trace("connection.paused", { target: targetOf(connection) }));
  return shown(c, connection.id);
});

const resumeConnection = tenantRoute(contract.resumeConnection, async (c) => {
  const { connection } = await foundConnection(c, c.params.connection_id);
  await c.tenant.connections.resume(connection.id, c.trace("connection.resumed", { target: targetOf(connection) }));
  return shown(c, connection.id);
});

const testConnection = tenantRoute(contract.testConnection, async (c) => {
  const { connection } = await foundConnection(c, c.params.connection_id);
  return tryOut(c, connection);
});

const discoverConnection = tenantRoute(contract.discoverConnection, async (c) => {
  const { connection } = await foundConnection(c, c.params.connection_id);
  return { streams: await discoverAgain(c, connection) };
});

export const routes = [
  listConnections,
  connectionsSummary,
  createConnection,
  readConnection,
  changeConnection,
  deleteConnection,
  pauseConnection,
  resumeConnection,
  testConnection,
  discoverConnection,
];

async function shown(c: Parameters<typeof detailOf>[0], id: string) {
  const [profile, row] = await Promise.all([profileOf(c), foundConnection(c, id)]);
  return connectionView(row, profile, c.clock());
}

function wrong(field: string, message: string) {
  return problem("invalid-input", { detail: `${field}: ${message}`, errors: [{ field, message }] });
}
