import type { ConnectionDetail } from "#contracts/connections.ts";
import type { Configuration } from "#contracts/connectors.ts";
import type { ListedConnection } from "../../db/connection-list.ts";
import type { Connection } from "../../db/connections.ts";
import type { TenantProfile } from "../../db/profile.ts";
import { problem } from "../../http/problem.ts";
import type { TenantContext } from "../../http/route.ts";
import { AirbyteError } from "./airbyte/airbyte-error.ts";
import { connectionDetail } from "./connection-view.ts";
import { offeredConnector } from "./connectors/catalog.ts";
import { withManifest } from "./connectors/manifest.ts";
import { maskSecrets, secretsOf } from "./connectors/secrets.ts";

export async function profileOf(c: TenantContext): Promise<TenantProfile> {
  const profile = await c.tenant.profile.read();
  if (!profile) throw problem("not-found", "This tenant does not exist any more.");
  return profile;
}

/** 404 where the tenant has no such connection. */
export async function foundConnection(c: TenantContext, id: string): Promise<ListedConnection> {
  const found = await c.tenant.connections.listed(id);
  if (!found) throw problem("not-found", "You have no such connection.");
  return found;
}

export const targetOf = ({ id, name }: Pick<Connection, "id" | "name">) => ({ kind: "connection", id, label: name });

/** A connection as it is now, with what Airbyte keeps of its configuration. */
export async function detailOf(c: TenantContext, id: string): Promise<ConnectionDetail> {
  const [profile, row, schemaChanges, backfill] = await Promise.all([
    profileOf(c),
    foundConnection(c, id),
    c.tenant.connections.schemaChanges(id),
    c.tenant.backfills.newestOf(id),
  ]);
  const configuration = await storedConfiguration(c, row.connection);
  return connectionDetail(row, profile, c.clock(), { configuration, schemaChanges, backfill });
}

/** Airbyte masks secrets, and we do once more. Null where it does not answer, or the source is not ours. */
async function storedConfiguration(c: TenantContext, connection: Connection): Promise<Configuration | null> {
  const { airbyteSourceId, sourceType } = connection;
  if (airbyteSourceId === null || sourceType === null) return null;
  const { airbyte } = c.services;
  try {
    const [source, connector] = await Promise.all([
      airbyte.sources.read(airbyteSourceId),
      offeredConnector(airbyte, sourceType).catch(() => null),
    ]);
    const { sourceType: _, ...configuration } = source.configuration;
    const isSecret = connector ? withManifest(connector, configuration).connector.isSecret : secretsOf(null);
    return maskSecrets(configuration, isSecret);
  } catch (error) {
    if (!(error instanceof AirbyteError)) throw error;
    c.log.warn("airbyte-refused", { connection_id: connection.id, reason: error.message, kind: error.kind });
    return null;
  }
}
