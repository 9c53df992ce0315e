import { dateOf, dayNumber, weekday } from "../world/calendar.ts";
import type { Cell, Cut } from "./cells.ts";
import { campaignName, customerName } from "./names.ts";
import { cityCriterion, geoTarget, JAMAICA, regionCriterion } from "./places.ts";
import type { Value } from "./values.ts";

interface Segment {
  readonly cuts?: readonly Cut[];
  readonly of: (cell: Cell) => Value | undefined;
}

const DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;
const mondayOf = (date: string): string => dateOf(dayNumber(date) - weekday(dayNumber(date)));
const quarterOf = (date: string): string =>
  `${date.slice(0, 5)}${String(Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, "0")}-01`;

/** Calendar segments need a range of dates in the query. */
export const calendar: Readonly<Record<string, Segment>> = {
  "segments.date": { of: ({ date }) => date },
  "segments.week": { of: ({ date }) => mondayOf(date) },
  "segments.month": { of: ({ date }) => `${date.slice(0, 8)}01` },
  "segments.quarter": { of: ({ date }) => quarterOf(date) },
  "segments.year": { of: ({ date }) => Number(date.slice(0, 4)) },
  "segments.day_of_week": { of: ({ date }) => DAYS[weekday(dayNumber(date))]! },
};

const traffic: Readonly<Record<string, Segment>> = {
  "segments.ad_network_type": { cuts: ["network"], of: ({ network }) => network },
  "segments.device": { cuts: ["device"], of: ({ device }) => device },
};

/** A city is only known of people who were there. Jamaica has no metros. */
const cityOf = ({ parish, present }: Cell): string | undefined =>
  parish && present !== false ? geoTarget(cityCriterion(parish)) : undefined;
const regionOf = ({ parish }: Cell): string | undefined => (parish ? geoTarget(regionCriterion(parish)) : undefined);

const places: Readonly<Record<string, Segment>> = {
  "segments.geo_target_region": { cuts: ["parish"], of: regionOf },
  "segments.geo_target_metro": { of: () => undefined },
  "segments.geo_target_city": { cuts: ["parish", "present"], of: cityOf },
  "segments.geo_target_most_specific_location": {
    cuts: ["parish", "present"],
    of: (cell) => cityOf(cell) ?? regionOf(cell),
  },
};

const association: Readonly<Record<string, Segment>> = {
  "segments.budget_campaign_association_status.campaign": { of: ({ ad }) => campaignName(ad.adSet.campaign) },
  "segments.budget_campaign_association_status.status": { of: () => "ENABLED" },
};

const accountOf = ({ ad }: Cell): string => customerName(ad.adSet.campaign.account);

/** The fields of a view itself divide its rows just as segments do. */
const geographicView: Readonly<Record<string, Segment>> = {
  "geographic_view.resource_name": {
    cuts: ["present"],
    of: (cell) =>
      `${accountOf(cell)}/geographicViews/${JAMAICA}~${cell.present ? "LOCATION_OF_PRESENCE" : "AREA_OF_INTEREST"}`,
  },
  "geographic_view.country_criterion_id": { of: () => String(JAMAICA) },
  "geographic_view.location_type": {
    cuts: ["present"],
    of: ({ present }) => (present ? "LOCATION_OF_PRESENCE" : "AREA_OF_INTEREST"),
  },
};

const userLocationView: Readonly<Record<string, Segment>> = {
  "user_location_view.resource_name": {
    cuts: ["present"],
    of: (cell) => `${accountOf(cell)}/userLocationViews/${JAMAICA}~${cell.present ? "true" : "false"}`,
  },
  "user_location_view.country_criterion_id": { of: () => String(JAMAICA) },
  "user_location_view.targeting_location": { cuts: ["present"], of: ({ present }) => present },
};

const hourly: Readonly<Record<string, Segment>> = { "segments.hour": { cuts: ["hour"], of: ({ hour }) => hour } };

const everywhere = { ...calendar, ...traffic };

/** What rows of each resource can be divided by. */
export const segmentsOf: Readonly<Record<string, Readonly<Record<string, Segment>>>> = {
  customer: { ...everywhere, ...hourly },
  customer_client: {},
  campaign: { ...everywhere, ...hourly },
  campaign_budget: { ...calendar, ...association },
  ad_group: { ...everywhere, ...hourly },
  ad_group_ad: everywhere,
  geographic_view: { ...everywhere, ...places, ...geographicView },
  user_location_view: { ...everywhere, ...places, ...userLocationView },
};
