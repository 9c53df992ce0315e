import { platformFacts } from "#contracts/platform-facts.ts";
import { metaRegionDaily } from "#contracts/platform-reports.ts";
import type { PlatformAccess } from "../world/tenants.ts";

/** A configuration of source-facebook-marketing that reads all the accounts from `startDate` (`YYYY-MM-DD`) on. */
export function metaConnectorConfig(
  access: PlatformAccess<"meta">,
  options: { startDate: string },
): Record<string, unknown> {
  return {
    account_ids: access.accounts.map((account) => account.id),
    start_date: `${options.startDate}T00:00:00Z`,
    credentials: { auth_type: "Service", access_token: access.credentials.accessToken },
    insights_lookback_window: platformFacts.meta.attributionDays,
    insights_job_timeout: 10,
    fetch_thumbnail_images: false,
    custom_insights: [{ ...metaRegionDaily, insights_lookback_window: platformFacts.meta.attributionDays }],
  };
}
