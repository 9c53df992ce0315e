import type { Connector, ConnectorForm } from "#contracts/connectors.ts";
import { platformFacts } from "#contracts/platform-facts.ts";
import { problem } from "../../../http/problem.ts";
import type { Airbyte } from "../airbyte/airbyte.ts";
import { AirbyteError } from "../airbyte/airbyte-error.ts";
import type { EmbeddedConnector } from "../airbyte/connectors.ts";
import { type KnownConnector, knownConnector, knownConnectors } from "./known.ts";
import type { Tree } from "./paths.ts";
import { usualHistoryFrom } from "./read-window.ts";
import { replayConnector, replaySchema, replayType } from "./replay.ts";
import { type IsSecret, secretsOf } from "./secrets.ts";

/** A connector as we know it, and as the Airbyte behind us tells of it: null where that tells nothing. */
export interface OfferedConnector {
  readonly known: KnownConnector;
  readonly told: EmbeddedConnector | null;
  /** JSON schema of the configuration. */
  readonly schema: Tree | null;
  readonly isSecret: IsSecret;
}

const offered = (known: KnownConnector, told: EmbeddedConnector | null): OfferedConnector => ({
  known,
  told,
  schema: told?.spec && known.sourceType === replayType ? replaySchema(told.spec) : (told?.spec ?? null),
  isSecret: secretsOf(told?.spec ? told.secretPaths : null),
});

/** What can be connected, at once: none of them with its schema. A real Airbyte tells none: then it is what we know. */
export async function offeredConnectors({ connectors }: Airbyte): Promise<OfferedConnector[]> {
  if (!connectors) return knownConnectors.map((known) => offered(known, null));
  return (await connectors.list()).map((told) => offered(knownAs(told), told));
}

const knownAs = ({ sourceType, name }: EmbeddedConnector): KnownConnector =>
  sourceType === replayType ? replayConnector : knownConnector(sourceType, name);

/** 404 where there is no such connector. */
export async function offeredConnector({ connectors }: Airbyte, sourceType: string): Promise<OfferedConnector> {
  const none = () => problem("not-found", `There is no connector ${sourceType}; /api/airbyte/connectors/ lists them.`);
  if (!connectors) {
    const known = knownConnectors.find((each) => each.sourceType === sourceType);
    if (!known) throw none();
    return offered(known, null);
  }
  const told = await connectors.read(sourceType).catch((error: unknown) => {
    throw error instanceof AirbyteError && error.kind === "missing" ? none() : error;
  });
  return offered(knownAs(told), told);
}

export function connectorView({ known, told }: OfferedConnector): Connector {
  return {
    source_type: known.sourceType,
    platform: known.platform,
    name: known.name,
    needs: known.needs,
    documentation_url: told?.documentationUrl ?? null,
    version: told?.version ?? null,
    status: told?.status ?? "ready",
    status_detail: told?.detail ?? null,
  };
}

export function connectorForm(connector: OfferedConnector, now: number): ConnectorForm {
  const { known, told, schema } = connector;
  const { attributionDays } = platformFacts[known.platform];
  return {
    ...connectorView(connector),
    schema: schema && { ...schema },
    secrets: told?.spec ? [...told.secretPaths] : [],
    attribution_days: attributionDays,
    look_back_days: attributionDays,
    history_from: usualHistoryFrom(now),
  };
}
