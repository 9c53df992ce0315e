import { platformFacts } from "#contracts/platform-facts.ts";
import { ga4WebDaily } from "#contracts/platform-reports.ts";
import type { WebAccess } from "../world/web-sources.ts";

/** A configuration of source-google-analytics-data-api that reads the properties from `startDate` (`YYYY-MM-DD`) on. */
export function ga4ConnectorConfig(access: WebAccess, options: { startDate: string }): Record<string, unknown> {
  const { clientId, clientSecret, refreshToken } = access.credentials;
  return {
    property_ids: access.properties,
    date_ranges_start_date: options.startDate,
    lookback_window: platformFacts.ga4.attributionDays,
    custom_reports_array: [ga4WebDaily],
    credentials: {
      auth_type: "Client",
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    },
  };
}
