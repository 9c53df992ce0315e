import { platformFacts } from "#contracts/platform-facts.ts";
import type { PlatformAccess } from "../world/tenants.ts";

/** A configuration of source-google-ads that reads the accounts, cancelled ones included, from `startDate` (`YYYY-MM-DD`) on. */
export function googleAdsConnectorConfig(
  access: PlatformAccess<"google_ads">,
  options: { startDate: string },
): Record<string, unknown> {
  const { developerToken, clientId, clientSecret, refreshToken } = access.credentials;
  return {
    credentials: {
      developer_token: developerToken,
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    },
    customer_id: access.accounts.map((account) => account.id).join(","),
    start_date: options.startDate,
    conversion_window_days: platformFacts.google_ads.attributionDays,
  };
}
