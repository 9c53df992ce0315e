import { platformFacts } from "#contracts/platform-facts.ts";
import type { PlatformAccess } from "../world/tenants.ts";

/**
 * A configuration of source-tiktok-marketing that reads the account from `startDate` (`YYYY-MM-DD`) on. Deleted objects are asked for:
 * otherwise the days of a deleted ad would vanish from the reports.
 */
export function tiktokConnectorConfig(
  access: PlatformAccess<"tiktok">,
  options: { startDate: string },
): Record<string, unknown> {
  const { appId, appSecret, accessToken } = access.credentials;
  return {
    credentials: {
      auth_type: "oauth2.0",
      app_id: appId,
      secret: appSecret,
      access_token: accessToken,
    },
    start_date: options.startDate,
    attribution_window: platformFacts.tiktok.attributionDays,
    include_deleted: true,
  };
}
