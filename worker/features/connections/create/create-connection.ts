import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { createConnection as contract } from "#contracts/connections.ts";
import { scheduleColumns } from "../../../db/schedule-columns.ts";
import type { TenantContext } from "../../../http/route.ts";
import { AirbyteError } from "../airbyte/airbyte-error.ts";
import { refusalOf } from "../airbyte/refusal.ts";
import { accountsIn } from "../connectors/accounts.ts";
import type { OfferedConnector } from "../connectors/catalog.ts";
import { groupKeyOf } from "../connectors/group-key.ts";
import { lookBackOf, startOf, usualHistoryFrom, withReadWindow } from "../connectors/read-window.ts";
import { platformOf } from "../connectors/replay.ts";
import { secretTexts } from "../connectors/secrets.ts";
import { choicesFor, chooseStreams } from "../connectors/streams.ts";
import { targetOf } from "../found.ts";
import { destinationId, namespaceOf } from "./destination.ts";
import { openUndo } from "./undo.ts";
import { workspaceId } from "./workspace.ts";

type Wanted = z.output<NonNullable<typeof contract.body>>;

/** Everything that makes a connection, or nothing of it: what was made at Airbyte is removed again when a later step fails. Gives its id. */
export async function createConnection(c: TenantContext, connector: OfferedConnector, wanted: Wanted): Promise<string> {
  const { airbyte, config } = c.services;
  const { known } = connector;
  const { platform, configuration: given } = platformOf(known, wanted.configuration);
  const lookBackDays = lookBackOf(known, given, wanted.look_back_days);
  const from = wanted.history_from ?? startOf(known, given) ?? usualHistoryFrom(c.clock());
  const configuration = withReadWindow(known, given, { from, lookBackDays });
  const hide = secretTexts(configuration, connector.isSecret);
  const id = uuidv7();
  const name = airbyteName(c.tenantId, wanted.name, id);
  const undo = openUndo(c.log.with({ connection_id: id, platform }));
  try {
    const workspace = await workspaceId(airbyte, config.AIRBYTE_WORKSPACE);
    undo.push("source", async () => {
      // Also one that was made though its answer never came: nobody else has this name.
      for (const source of await airbyte.sources.list(workspace))
        if (source.name === name) await airbyte.sources.remove(source.sourceId);
    });
    const draft = { workspaceId: workspace, name, sourceType: known.sourceType, configuration };
    const { sourceId } = await airbyte.sources.create(draft, hide);
    const found = await airbyte.streams.list(sourceId);
    const streams = chooseStreams(found, known, found.length === 0 ? undefined : wanted.streams);

    const { connectionId, destination } = await landing(streams, found, sourceId, workspace);
    undo.push("connection", () => airbyte.connections.remove(connectionId));
    const row = {
      id,
      platform,
      sourceType: known.sourceType,
      name: wanted.name,
      airbyteConnectionId: connectionId,
      airbyteSourceId: sourceId,
      airbyteDestinationId: destination,
      lookBackDays,
      historyFrom: known.start ? from : null,
      accounts: JSON.stringify(accountsIn(known, configuration)),
      streams: JSON.stringify(streams),
      groupKey: await groupKeyOf({ ...known, platform }, configuration),
      ...scheduleColumns(wanted.schedule),
    };
    const detail = { platform, source_type: known.sourceType, schedule: wanted.schedule, streams: streams.length };
    await c.tenant.connections.create(row, c.trace("connection.created", { target: targetOf(row), detail }));
    return id;
  } catch (error) {
    await undo.run();
    throw refusalOf(error, c.log);
  }

  async function landing(
    streams: ReturnType<typeof chooseStreams>,
    found: Parameters<typeof choicesFor>[1],
    sourceId: string,
    workspace: string,
  ) {
    try {
      const destination = await destinationId(airbyte, workspace, c.tenantId, config.AIRBYTE_DESTINATION);
      const namespace = await namespaceOf(config.AIRBYTE_DESTINATION, c.tenantId, platform);
      const choices = streams.length === 0 ? undefined : choicesFor(streams, found);
      const made = await airbyte.connections.create({
        name,
        sourceId,
        destinationId: destination,
        ...namespace,
        streams: choices,
      });
      return { connectionId: made.connectionId, destination };
    } catch (error) {
      // Nothing that somebody who connects an account can mend.
      throw error instanceof AirbyteError && error.kind === "refused"
        ? new AirbyteError("unreachable", error.message, error.status)
        : error;
    }
  }
}

/** So that an operator of Airbyte can tell whose it is; the id keeps two of one name apart. */
export const airbyteName = (tenantId: string, name: string, id: string): string =>
  `${tenantId} · ${name.slice(0, 100)} · ${id}`;
