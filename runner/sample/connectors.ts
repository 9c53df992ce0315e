import { metaConnectorConfig } from "./meta/connector.ts";
import { metaStreams } from "./meta/streams.ts";
import type { StreamSpec } from "./stream-spec.ts";
import { tiktokConnectorConfig } from "./tiktok/connector.ts";
import { tiktokStreams } from "./tiktok/streams.ts";
import type { PlatformAccess, SamplePlatform } from "./world/tenants.ts";

/** The streams to read of each platform. */
export const streamsOf: Readonly<Record<SamplePlatform, readonly StreamSpec[]>> = {
  meta: metaStreams,
  tiktok: tiktokStreams,
};

/** The connector of each platform: its package and command, as Airbyte names it without `airbyte/`. */
export const connectorOf: Readonly<Record<SamplePlatform, string>> = {
  meta: "source-facebook-marketing",
  tiktok: "source-tiktok-marketing",
};

const configs = { meta: metaConnectorConfig, tiktok: tiktokConnectorConfig } as const;

/** The configuration with which the platform's connector reads all accounts of `access` from `startDate` (`YYYY-MM-DD`) on. */
export const connectorConfig = (
  platform: SamplePlatform,
  access: PlatformAccess,
  options: { startDate: string },
): Record<string, unknown> => configs[platform](access, options);

/** The value of STAND_IN_HOSTS that sends the connectors to a sample platform at `baseUrl`, e.g. `http://127.0.0.1:8788`. */
export const standInHosts = (baseUrl: string): Record<string, string> => ({
  "graph.facebook.com": `${baseUrl}/meta`,
  "business-api.tiktok.com": `${baseUrl}/tiktok`,
});
