import type { PlatformAccess } from "../world/tenants.ts";

/** How far back each sync reads reports again: twice the window in which conversions are still added. */
export const MICROSOFT_ADS_LOOKBACK_DAYS = 14;

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
    lookback_window: MICROSOFT_ADS_LOOKBACK_DAYS,
  };
}
