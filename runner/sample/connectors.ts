import { googleAdsConnectorConfig } from "./google-ads/connector.ts";
import { googleAdsStreams } from "./google-ads/streams.ts";
import { linkedinConnectorConfig } from "./linkedin/connector.ts";
import { linkedinStreams } from "./linkedin/streams.ts";
import { metaConnectorConfig } from "./meta/connector.ts";
import { metaStreams } from "./meta/streams.ts";
import { microsoftAdsConnectorConfig } from "./microsoft-ads/connector.ts";
import { microsoftAdsStreams } from "./microsoft-ads/streams.ts";
import type { StreamSpec } from "./stream-spec.ts";
import { tiktokConnectorConfig } from "./tiktok/connector.ts";
import { tiktokStreams } from "./tiktok/streams.ts";
import type { PlatformAccess, SamplePlatform } from "./world/tenants.ts";

/** The streams to read of each platform. */
export const streamsOf: Readonly<Record<SamplePlatform, readonly StreamSpec[]>> = {
  meta: metaStreams,
  tiktok: tiktokStreams,
  linkedin: linkedinStreams,
  google_ads: googleAdsStreams,
  microsoft_ads: microsoftAdsStreams,
};

/** What Airbyte calls the connector of each platform; its package and command are `source-` and this. */
export const sourceTypeOf: Readonly<Record<SamplePlatform, string>> = {
  meta: "facebook-marketing",
  tiktok: "tiktok-marketing",
  linkedin: "linkedin-ads",
  google_ads: "google-ads",
  microsoft_ads: "bing-ads",
};

type ConfigOf<P extends SamplePlatform> = (
  access: PlatformAccess<P>,
  options: { startDate: string },
) => Record<string, unknown>;

const configs: { readonly [P in SamplePlatform]: ConfigOf<P> } = {
  meta: metaConnectorConfig,
  tiktok: tiktokConnectorConfig,
  linkedin: linkedinConnectorConfig,
  google_ads: googleAdsConnectorConfig,
  microsoft_ads: microsoftAdsConnectorConfig,
};

/** The configuration with which the platform's connector reads all accounts of `access` from `startDate` (`YYYY-MM-DD`) on. */
export const connectorConfig = <P extends SamplePlatform>(
  platform: P,
  access: PlatformAccess<P>,
  options: { startDate: string },
): Record<string, unknown> => configs[platform](access, options);

/** The value of STAND_IN_HOSTS that sends the connectors to a sample platform at `baseUrl`, e.g. `http://127.0.0.1:8788`. */
export const standInHosts = (baseUrl: string): Record<string, string> => ({
  "graph.facebook.com": `${baseUrl}/meta`,
  "business-api.tiktok.com": `${baseUrl}/tiktok`,
  "api.linkedin.com": `${baseUrl}/linkedin`,
  "www.linkedin.com": `${baseUrl}/linkedin`,
  "googleads.googleapis.com": `${baseUrl}/google-ads`,
  "oauth2.googleapis.com": `${baseUrl}/google/oauth2`,
  "analyticsdata.googleapis.com": `${baseUrl}/google/analyticsdata`,
  "www.googleapis.com": `${baseUrl}/google/www`,
  "login.microsoftonline.com": `${baseUrl}/microsoft-ads`,
  "clientcenter.api.bingads.microsoft.com": `${baseUrl}/microsoft-ads`,
  "campaign.api.bingads.microsoft.com": `${baseUrl}/microsoft-ads`,
  "reporting.api.bingads.microsoft.com": `${baseUrl}/microsoft-ads`,
  "bingadsappsstorageprod.blob.core.windows.net": `${baseUrl}/microsoft-ads`,
});
