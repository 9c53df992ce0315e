import type { Connection } from "../../db/connections.ts";
import { problem } from "../../http/problem.ts";
import type { TenantContext } from "../../http/route.ts";
import { AirbyteError } from "./airbyte/airbyte-error.ts";
import { refusalOf } from "./airbyte/refusal.ts";
import { limitProbes } from "./connectors/checks.ts";
import { replayType } from "./connectors/replay.ts";

/** Has the connector discover with the credentials that Airbyte keeps: that asks the platform, and none of them comes here. */
export async function testConnection(c: TenantContext, connection: Connection) {
  const { airbyteSourceId, sourceType } = connection;
  if (airbyteSourceId === null)
    throw problem("conflict", "An operator set this connection up at Airbyte; it is tested there.");
  if (sourceType === replayType) return { ok: true, message: null };
  await limitProbes(c);
  const { connectors, streams } = c.services.airbyte;
  try {
    await (connectors ? connectors.rediscover(airbyteSourceId) : streams.list(airbyteSourceId, { again: true }));
    return { ok: true, message: null };
  } catch (error) {
    if (!(error instanceof AirbyteError) || error.kind !== "refused") throw refusalOf(error, c.log);
    return { ok: false, message: error.reason ?? "The platform refuses the credentials." };
  }
}
