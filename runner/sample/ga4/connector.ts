import type { WebAccess } from "../world/web-sources.ts";

/** How far back each sync reads again: Google may still process the last two days. */
export const GA4_LOOKBACK_DAYS = 3;

/** A configuration of source-google-analytics-data-api that reads the properties from `startDate` (`YYYY-MM-DD`) on. */
export function ga4ConnectorConfig(access: WebAccess, options: { startDate: string }): Record<string, unknown> {
  const { clientId, clientSecret, refreshToken } = access.credentials;
  return {
    property_ids: access.properties,
    date_ranges_start_date: options.startDate,
    lookback_window: GA4_LOOKBACK_DAYS,
    credentials: {
      auth_type: "Client",
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    },
  };
}
