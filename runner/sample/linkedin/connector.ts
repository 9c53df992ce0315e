import { platformFacts } from "#contracts/platform-facts.ts";
import type { PlatformAccess } from "../world/tenants.ts";

/** A configuration of source-linkedin-ads that reads all the accounts from `startDate` (`YYYY-MM-DD`) on. */
export function linkedinConnectorConfig(
  access: PlatformAccess<"linkedin">,
  options: { startDate: string },
): Record<string, unknown> {
  const { clientId, clientSecret, refreshToken } = access.credentials;
  return {
    credentials: {
      auth_method: "oAuth2.0",
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    },
    start_date: options.startDate,
    account_ids: access.accounts.map((account) => Number(account.id)),
    lookback_window: platformFacts.linkedin.attributionDays,
  };
}
