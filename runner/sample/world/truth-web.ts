import { datesBetween } from "./calendar.ts";
import type { SampleTenant } from "./tenants.ts";
import type { Moment } from "./truth.ts";
import { visitCells } from "./visits.ts";
import type { World } from "./world.ts";

export interface WebTruthRow {
  property_id: string;
  date: string;
  source: string;
  medium: string;
  campaign: string;
  country: string;
  region: string;
  users: number;
  new_users: number;
  sessions: number;
  engaged_sessions: number;
  page_views: number;
  key_events: number;
  revenue_micros: number;
}

/** Every visit of a tenant's website, straight from the generator; amounts are in its reporting currency. */
export const truthWeb = (world: World, tenant: SampleTenant, moment: Moment): WebTruthRow[] =>
  tenant.web.ga4.properties.flatMap((property_id) =>
    datesBetween(moment.firstDay, moment.today).flatMap((date) =>
      visitCells(world, tenant, date, moment).map((cell) => ({
        property_id,
        date,
        source: cell.source,
        medium: cell.medium,
        campaign: cell.campaign,
        country: cell.country,
        region: cell.region,
        users: cell.users,
        new_users: cell.newUsers,
        sessions: cell.sessions,
        engaged_sessions: cell.engagedSessions,
        page_views: cell.pageViews,
        key_events: cell.keyEvents,
        revenue_micros: cell.revenueCents * 10_000,
      })),
    ),
  );
