import type { Connector } from "#contracts/connectors.ts";
import { platformFacts } from "#contracts/platform-facts.ts";
import { problem } from "../../../http/problem.ts";
import type { Airbyte } from "../airbyte/airbyte.ts";
import { AirbyteError } from "../airbyte/airbyte-error.ts";
import type { EmbeddedConnector } from "../airbyte/connectors.ts";
import { type KnownConnector, knownConnectors, unknownConnector } from "./known.ts";
import type { Tree } from "./paths.ts";
import { usualHistoryFrom } from "./read-window.ts";
import { replaySchema, replayType } from "./replay.ts";
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

/** What can be connected. A real Airbyte tells no schemas: then it is what we know. */
export async function offeredConnectors(airbyte: Airbyte): Promise<OfferedConnector[]> {
  const told = await toldBy(airbyte);
  if (told === null) return knownConnectors.map((known) => offered(known, null));
  return told.map((each) => {
    const known = knownConnectors.find(({ sourceType }) => sourceType === each.sourceType);
    return offered(known ?? unknownConnector(each.sourceType, each.name), each);
  });
}

async function toldBy({ connectors }: Airbyte): Promise<EmbeddedConnector[] | null> {
  if (!connectors) return null;
  try {
    return await connectors.list();
  } catch (error) {
    // An embedded Airbyte that is older than its list of connectors.
    if (error instanceof AirbyteError && error.kind === "missing") return null;
    throw error;
  }
}

/** 404 where there is no such connector. */
export async function offeredConnector(airbyte: Airbyte, sourceType: string): Promise<OfferedConnector> {
  const all = await offeredConnectors(airbyte);
  const found = all.find(({ known }) => known.sourceType === sourceType);
  if (!found) throw problem("not-found", `There is no connector ${sourceType}; /api/airbyte/connectors/ lists them.`);
  return found;
}

export function connectorView({ known, told, schema }: OfferedConnector, now: number): Connector {
  const { attributionDays, lookBackDays } = platformFacts[known.platform];
  return {
    source_type: known.sourceType,
    platform: known.platform,
    name: known.name,
    documentation_url: told?.documentationUrl ?? null,
    version: told?.version ?? null,
    status: told?.status ?? "ready",
    status_detail: told?.detail ?? null,
    schema: schema && { ...schema },
    secrets: told?.spec ? [...told.secretPaths] : [],
    attribution_days: attributionDays,
    look_back_days: lookBackDays,
    history_from: usualHistoryFrom(now),
  };
}
