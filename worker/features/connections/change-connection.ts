import type { z } from "zod";
import type { changeConnection as contract } from "#contracts/connections.ts";
import { ChosenStream } from "#contracts/connectors.ts";
import type { ConnectionChange } from "../../db/connection-changes.ts";
import type { Connection } from "../../db/connections.ts";
import { problem } from "../../http/problem.ts";
import type { TenantContext } from "../../http/route.ts";
import { refusalOf } from "./airbyte/refusal.ts";
import { accountsIn } from "./connectors/accounts.ts";
import { type OfferedConnector, offeredConnector } from "./connectors/catalog.ts";
import { limitProbes, refuseMisfit } from "./connectors/checks.ts";
import { groupKeyOf } from "./connectors/group-key.ts";
import { manifestField, withManifest } from "./connectors/manifest.ts";
import { isTree, merged, type Tree, valueAt, withValue } from "./connectors/paths.ts";
import { withReadWindow } from "./connectors/read-window.ts";
import { platformOf } from "./connectors/replay.ts";
import { secretTexts, withoutMasked } from "./connectors/secrets.ts";
import { choicesFor, chooseStreams } from "./connectors/streams.ts";
import { airbyteName } from "./create/create-connection.ts";
import { targetOf } from "./found.ts";

type Wanted = z.output<NonNullable<typeof contract.body>>;

/** Airbyte first, since it checks credentials; our row follows. The audit log tells which fields changed, never to what. */
export async function changeConnection(c: TenantContext, connection: Connection, wanted: Wanted): Promise<void> {
  const change: ConnectionChange = {
    ...(wanted.name !== undefined && { name: wanted.name }),
    ...(wanted.look_back_days !== undefined && { lookBackDays: wanted.look_back_days }),
    ...(needsAirbyte(wanted) && (await changeAtAirbyte(c, connection, wanted))),
  };
  const fields = Object.entries(wanted).flatMap(([name, value]) =>
    name === "configuration" ? leavesOf(value, name) : name === "acknowledge_schema_changes" ? [] : [name],
  );
  if (Object.keys(change).length > 0) {
    const label = wanted.name ?? connection.name;
    const told = c.trace("connection.changed", {
      target: { ...targetOf(connection), label },
      detail: { fields },
    });
    if (!(await c.tenant.connections.change(connection.id, change, told)))
      throw problem("not-found", "Somebody deleted this connection meanwhile.");
  }
  if (wanted.acknowledge_schema_changes) await c.tenant.connections.acknowledgeSchemaChanges(connection.id);
}

const needsAirbyte = (wanted: Wanted) =>
  wanted.configuration !== undefined || wanted.streams !== undefined || wanted.look_back_days !== undefined;

async function changeAtAirbyte(c: TenantContext, connection: Connection, wanted: Wanted): Promise<ConnectionChange> {
  const { airbyte } = c.services;
  const { airbyteSourceId, airbyteConnectionId, sourceType } = connection;
  if (airbyteSourceId === null || sourceType === null)
    throw problem("conflict", "An operator set this connection up; only its name can be changed here.");
  try {
    const offered = await offeredConnector(airbyte, sourceType);
    const { configuration: changed } = platformOf(offered.known, wanted.configuration ?? {});
    const stored = await airbyte.sources.read(airbyteSourceId);
    const { sourceType: _, ...before } = stored.configuration;
    const { given, whole, connector } = changedConfiguration(offered, before, changed);
    const { known, isSecret } = connector;
    if (wanted.configuration) refuseMisfit(connector, whole);
    const window = windowChange(known, whole, wanted.look_back_days);
    const asked = withoutMasked({ ...given, ...window }, isSecret);
    if (Object.keys(asked).length > 0) {
      await limitProbes(c);
      const hide = secretTexts(asked, isSecret);
      await airbyte.sources.change(airbyteSourceId, { configuration: asked }, hide);
    }
    const change: Record<string, unknown> = {};
    if (wanted.streams) {
      const found = await airbyte.streams.list(airbyteSourceId);
      const streams = chooseStreams(found, known, wanted.streams);
      const name = airbyteName(c.tenantId, wanted.name ?? connection.name, connection.id);
      await airbyte.connections.change(airbyteConnectionId, { name, streams: choicesFor(streams, found) });
      change.streams = JSON.stringify(ChosenStream.array().parse(streams));
    }
    if (!wanted.configuration) return change;
    change.accounts = JSON.stringify(accountsIn(known, merged(before, asked)));
    const groupKey = known.group.some((path) => valueAt(asked, path) !== undefined)
      ? await groupKeyOf(known, asked)
      : null;
    const mended = connection.status === "attention";
    return {
      ...change,
      ...(groupKey !== null && { groupKey }),
      ...(mended && { status: "active", attentionMessage: null, attentionAt: null }),
    };
  } catch (error) {
    throw refusalOf(error, c.log);
  }
}

/** What is sent and what comes of it. A manifest takes the whole place of the one before. */
function changedConfiguration(offered: OfferedConnector, before: Tree, changed: Tree) {
  const isNew = changed[manifestField] !== undefined;
  const manifest = isNew ? { [manifestField]: changed[manifestField] } : {};
  const merging = { ...(merged(before, changed) as Tree), ...manifest };
  const { connector, configuration: whole } = withManifest(offered, merging);
  return { given: isNew ? { ...changed, [manifestField]: whole[manifestField] } : changed, whole, connector };
}

/** What a new look-back changes in the configuration. */
function windowChange(
  known: Parameters<typeof withReadWindow>[0],
  before: Tree,
  lookBackDays: number | null | undefined,
): Tree {
  if (lookBackDays === undefined || !known.lookBack) return {};
  const made = withReadWindow(known, before, { from: null, lookBackDays });
  const { path, reports } = known.lookBack;
  const places = [path, ...(reports ? [reports] : [])].filter((place) => valueAt(made, place) !== undefined);
  return places.reduce<Tree>((change, place) => withValue(change, place, valueAt(made, place)), {});
}

/** Dotted names of what is set in a tree. */
function leavesOf(value: unknown, path: string): string[] {
  return isTree(value) ? Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${path}.${name}`)) : [path];
}
