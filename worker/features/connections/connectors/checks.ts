import { problem } from "../../../http/problem.ts";
import { refuseBeyond } from "../../../http/rate-limit.ts";
import type { TenantContext } from "../../../http/route.ts";
import { probePolicy } from "../../../limits/policies.ts";
import { AirbyteError } from "../airbyte/airbyte-error.ts";
import type { CheckResult } from "../airbyte/connectors.ts";
import { refusalOf } from "../airbyte/refusal.ts";
import type { AirbyteStream } from "../airbyte/streams.ts";
import { temporarySource } from "../create/temporary-source.ts";
import type { OfferedConnector } from "./catalog.ts";
import type { Tree } from "./paths.ts";
import { replayType } from "./replay.ts";
import { hideIn, secretTexts } from "./secrets.ts";
import { errorsIn } from "./validate.ts";

/** Before whatever starts a connector, which takes a process here and asks its platform. */
export async function limitProbes(c: TenantContext): Promise<void> {
  const { limits, config } = c.services;
  const standing = await limits.take(probePolicy(config.RATE_LIMITS), c.tenantId, (work) => c.waitUntil(work));
  if (standing) refuseBeyond(standing);
}

/** 400 names every field that the connector's schema refuses, before anybody else is asked. */
export function refuseMisfit(connector: OfferedConnector, configuration: Tree): void {
  if (!connector.schema) return;
  const errors = errorsIn(configuration, connector.schema, connector.isSecret);
  if (errors.length === 0) return;
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join("; ");
  throw problem("invalid-input", { detail, errors });
}

/** Whether the platform takes the credentials; its own words, without the secrets. */
export async function check(c: TenantContext, connector: OfferedConnector, configuration: Tree): Promise<CheckResult> {
  const { airbyte } = c.services;
  const { sourceType } = connector.known;
  const hide = secretTexts(configuration, connector.isSecret);
  try {
    if (airbyte.connectors) {
      const result = await airbyte.connectors.check(sourceType, configuration, hide);
      return { ...result, message: result.message && hideIn(result.message, hide) };
    }
    await temporarySource(c, sourceType, configuration, hide, ({ sourceId }) => airbyte.streams.list(sourceId));
    return { status: "succeeded", message: null, error_class: null };
  } catch (error) {
    if (!(error instanceof AirbyteError) || error.kind !== "refused") throw refusalOf(error, c.log);
    return { status: "failed", message: error.reason, error_class: "config" };
  }
}

export async function discover(
  c: TenantContext,
  connector: OfferedConnector,
  configuration: Tree,
): Promise<AirbyteStream[]> {
  const { airbyte } = c.services;
  const { sourceType } = connector.known;
  // A recording tells its streams when it is first read.
  if (sourceType === replayType) return [];
  const hide = secretTexts(configuration, connector.isSecret);
  try {
    if (airbyte.connectors) return await airbyte.connectors.discover(sourceType, configuration, hide);
    return await temporarySource(c, sourceType, configuration, hide, ({ sourceId }) => airbyte.streams.list(sourceId));
  } catch (error) {
    throw refusalOf(error, c.log);
  }
}
