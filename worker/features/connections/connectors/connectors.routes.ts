import * as contract from "#contracts/connectors.ts";
import { toInstant } from "../../../clock.ts";
import { problem } from "../../../http/problem.ts";
import { type TenantContext, tenantRoute } from "../../../http/route.ts";
import { refusalOf } from "../airbyte/refusal.ts";
import { accountsIn } from "./accounts.ts";
import { connectorForm, connectorView, offeredConnector, offeredConnectors } from "./catalog.ts";
import { check, discover, limitProbes, refuseMisfit } from "./checks.ts";
import { manifestForm, parseManifest, withManifest } from "./manifest.ts";
import { withReadWindow } from "./read-window.ts";
import { platformOf } from "./replay.ts";
import { discoveredOf } from "./streams.ts";

const listConnectors = tenantRoute(contract.listConnectors, async (c) => {
  const all = await offeredConnectors(c.services.airbyte).catch((error: unknown) => {
    throw refusalOf(error, c.log);
  });
  return { connectors: all.map((each) => connectorView(each)) };
});

const readConnector = tenantRoute(contract.readConnector, async (c) =>
  connectorForm(await found(c, c.params.source_type), c.clock()),
);

const installConnector = tenantRoute(contract.installConnector, async (c) => {
  const { source_type } = c.params;
  const connector = await found(c, source_type);
  const { connectors } = c.services.airbyte;
  if (!connectors || connector.told?.status === "ready") return connectorView(connector);
  await limitProbes(c);
  await connectors.install(source_type).catch((error: unknown) => {
    throw refusalOf(error, c.log, "source_type");
  });
  return connectorView(await found(c, source_type));
});

const checkConfiguration = tenantRoute(contract.checkConfiguration, async (c) => {
  const { connector, configuration } = await tried(c, c.params.source_type, c.body.configuration);
  const { status, message, error_class } = await check(c, connector, configuration);
  const ok = status === "succeeded";
  return { ok, message, error_class: ok ? null : (error_class ?? "config") };
});

const discoverStreams = tenantRoute(contract.discoverStreams, async (c) => {
  const { connector, configuration } = await tried(c, c.params.source_type, c.body.configuration);
  const streams = await discover(c, connector, configuration);
  return {
    accounts: accountsIn(connector.known, configuration),
    streams: discoveredOf(streams, connector.known),
  };
});

const readManifest = tenantRoute(contract.readManifest, async (c) =>
  manifestForm(parseManifest(c.body.manifest, "manifest")),
);

const uploadRecording = tenantRoute(contract.uploadRecording, async (c) => {
  const { connectors } = c.services.airbyte;
  if (!connectors)
    throw problem("unavailable", "This deployment's Airbyte takes no recordings; the embedded one does.");
  const upload = c.upload!;
  if (!upload.stream) throw noRecording();
  await limitProbes(c);
  const { fileId, lines } = await connectors.upload(upload.stream).catch((error: unknown) => {
    upload.refuseTooLarge();
    throw refusalOf(error, c.log, "body");
  });
  if (upload.bytes() === 0) throw noRecording();
  return { file_id: fileId, lines, uploaded_at: toInstant(c.clock()) };
});

export const routes = [
  listConnectors,
  readConnector,
  installConnector,
  checkConfiguration,
  discoverStreams,
  readManifest,
  uploadRecording,
];

function noRecording() {
  const message = "must be the recorded messages, one JSON object a line";
  return problem("invalid-input", { detail: `body: ${message}`, errors: [{ field: "body", message }] });
}

async function found(c: TenantContext, sourceType: string) {
  return offeredConnector(c.services.airbyte, sourceType).catch((error: unknown) => {
    throw refusalOf(error, c.log);
  });
}

/** A configuration that its schema takes, with what we would set in it. */
async function tried(c: TenantContext, sourceType: string, given: contract.Configuration) {
  const { connector, configuration: whole } = withManifest(await found(c, sourceType), given);
  refuseMisfit(connector, whole);
  await limitProbes(c);
  const { configuration } = platformOf(connector.known, whole);
  return {
    connector,
    configuration: withReadWindow(connector.known, configuration, { from: null, lookBackDays: null }),
  };
}
