import { platformFacts } from "#contracts/platform-facts.ts";
import type { PlatformAccess } from "../world/tenants.ts";

/** A configuration of source-bing-ads that reads all the accounts from `startDate` (`YYYY-MM-DD`) on. */
export function microsoftAdsConnectorConfig(
  access: PlatformAccess<"microsoft_ads">,
  options: { startDate: string },
): Record<string, unknown> {
  const { clientId, clientSecret, refreshToken, developerToken } = access.credentials;
  return {
    auth_method: "oauth2.0",
    tenant_id: "common",
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
    developer_token: developerToken,
    reports_start_date: options.startDate,
    lookback_window: platformFacts.microsoft_ads.attributionDays,
  };
}
