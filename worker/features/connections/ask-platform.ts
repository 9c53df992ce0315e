import type { DiscoveredStream } from "#contracts/connectors.ts";
import type { Connection } from "../../db/connections.ts";
import { problem } from "../../http/problem.ts";
import type { TenantContext } from "../../http/route.ts";
import { AirbyteError } from "./airbyte/airbyte-error.ts";
import type { CheckResult } from "./airbyte/connectors.ts";
import { refusalOf } from "./airbyte/refusal.ts";
import { limitProbes } from "./connectors/checks.ts";
import { knownConnector } from "./connectors/known.ts";
import { replayType } from "./connectors/replay.ts";
import { discoveredOf } from "./connectors/streams.ts";

/**
 * Tries the credentials that Airbyte keeps; none of them comes here. A real Airbyte can be asked for no check, but to discover, which asks the
 * platform too with most connectors.
 */
export async function testConnection(c: TenantContext, connection: Connection) {
  const { airbyteSourceId, sourceType } = connection;
  if (airbyteSourceId === null)
    throw problem("conflict", "An operator set this connection up at Airbyte; it is tested there.");
  if (sourceType === replayType) return { ok: true, message: null };
  await limitProbes(c);
  try {
    const { connectors, streams } = c.services.airbyte;
    if (connectors) return told(await connectors.recheck(airbyteSourceId));
    await streams.list(airbyteSourceId, { again: true });
    return { ok: true, message: null };
  } catch (error) {
    if (!(error instanceof AirbyteError) || error.kind !== "refused") throw refusalOf(error, c.log);
    return { ok: false, message: error.reason ?? refused };
  }
}

const refused = "The platform refuses the credentials.";

const told = ({ status, message }: CheckResult) =>
  status === "succeeded" ? { ok: true, message: null } : { ok: false, message: message ?? refused };

/** The streams that a connection could read, as its platform has them now. */
export async function discoverAgain(c: TenantContext, connection: Connection): Promise<DiscoveredStream[]> {
  const { airbyteSourceId, sourceType } = connection;
  if (airbyteSourceId === null || sourceType === null)
    throw problem("conflict", "An operator set this connection up at Airbyte; its streams are chosen there.");
  if (sourceType === replayType) return [];
  await limitProbes(c);
  const found = await streamsNow(c, airbyteSourceId).catch((error: unknown) => {
    throw refusalOf(error, c.log);
  });
  return discoveredOf(found, knownConnector(sourceType));
}

function streamsNow({ services }: TenantContext, sourceId: string) {
  const { connectors, streams } = services.airbyte;
  return connectors ? connectors.rediscover(sourceId) : streams.list(sourceId, { again: true });
}
