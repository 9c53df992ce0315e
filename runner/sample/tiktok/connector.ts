import type { PlatformAccess } from "../world/tenants.ts";

/** How far back each sync reads reports again: twice the window in which conversions are still added. */
export const TIKTOK_LOOKBACK_DAYS = 14;

/**
 * A configuration of source-tiktok-marketing that reads the account from `startDate` (`YYYY-MM-DD`) on. Deleted objects are asked for:
 * otherwise the days of a deleted ad would vanish from the reports.
 */
export function tiktokConnectorConfig(access: PlatformAccess, options: { startDate: string }): Record<string, unknown> {
  return {
    credentials: {
      auth_type: "oauth2.0",
      app_id: access.appId,
      secret: access.appSecret,
      access_token: access.accessToken,
    },
    start_date: options.startDate,
    attribution_window: TIKTOK_LOOKBACK_DAYS,
    include_deleted: true,
  };
}
