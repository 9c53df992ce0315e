import { datesBetween, dayNumber } from "../world/calendar.ts";
import { numericId } from "../world/random.ts";
import type { SampleAccount } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import type { World } from "../world/world.ts";

const CREATED = "2022-06-14";

/** An ad account with every field the sample platform knows; 2 is the status of a disabled account. */
export function accountNode(world: World, account: SampleAccount, moment: Moment): Record<string, unknown> {
  const spent = datesBetween(moment.firstDay, moment.today)
    .flatMap((date) => world.deliveries(account, date))
    .reduce((sum, day) => sum + day.spendCents, 0);
  return {
    id: `act_${account.id}`,
    account_id: account.id,
    name: account.name,
    account_status: account.active ? 1 : 2,
    disable_reason: account.active ? 0 : 3,
    age: dayNumber(moment.today) - dayNumber(CREATED),
    amount_spent: String(spent),
    balance: "0",
    business: { id: numericId("15", 16, account.tenantId, "business"), name: account.name },
    business_city: "Kingston",
    business_country_code: "JM",
    business_name: account.name,
    created_time: `${CREATED}T09:00:00-0500`,
    currency: account.currency,
    end_advertiser_name: account.name,
    fb_entity: 85,
    has_migrated_permissions: true,
    is_attribution_spec_system_default: true,
    is_direct_deals_enabled: false,
    is_notifications_enabled: true,
    is_personal: 0,
    is_tax_id_required: false,
    min_campaign_group_spend_cap: "10000",
    min_daily_budget: 100,
    spend_cap: "0",
    tax_id_status: 0,
    timezone_id: 86,
    timezone_name: account.timeZone,
    timezone_offset_hours_utc: -5,
    tos_accepted: { web_custom_audience_tos: 1 },
  };
}
