import type { PlatformAccess } from "../world/tenants.ts";

/** How far back each sync reads reports again: twice the window in which conversions are still added. */
export const TIKTOK_LOOKBACK_DAYS = 14;

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
    attribution_window: TIKTOK_LOOKBACK_DAYS,
    include_deleted: true,
  };
}
