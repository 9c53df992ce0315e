import type { VisitPart } from "./parts.ts";

type Type = "TYPE_INTEGER" | "TYPE_FLOAT" | "TYPE_SECONDS" | "TYPE_MILLISECONDS" | "TYPE_CURRENCY";
type Count = (part: VisitPart) => number;
interface Metric {
  readonly type: Type;
  /** What is added up, and what it is divided by, if by anything. */
  readonly of: Count;
  readonly by?: Count;
}

const whole = (of: Count): Metric => ({ type: "TYPE_INTEGER", of });
const ratio = (of: Count, by: Count, type: Type = "TYPE_FLOAT"): Metric => ({ type, of, by });
const users: Count = (part) => part.users;
const sessions: Count = (part) => part.sessions;
const views: Count = (part) => part.pageViews;
const orders: Count = (part) => Math.floor(part.keyEvents / 2);
const revenue: Metric = { type: "TYPE_CURRENCY", of: (part) => part.revenueCents / 100 };
const conversions: Metric = { type: "TYPE_FLOAT", of: (part) => part.keyEvents };
/** The sample's websites show no ads. */
const none: Metric = whole(() => 0);

export const metrics = {
  totalUsers: whole(users),
  activeUsers: whole(users),
  active1DayUsers: whole(users),
  active7DayUsers: whole((part) => part.users7),
  active28DayUsers: whole((part) => part.users28),
  newUsers: whole((part) => part.newUsers),
  sessions: whole(sessions),
  engagedSessions: whole((part) => part.engagedSessions),
  screenPageViews: whole(views),
  eventCount: whole((part) => part.events),
  conversions,
  keyEvents: conversions,
  totalRevenue: revenue,
  purchaseRevenue: revenue,
  itemRevenue: revenue,
  itemsViewed: whole(views),
  itemsAddedToCart: whole((part) => part.keyEvents),
  itemsPurchased: whole(orders),
  cartToViewRate: ratio((part) => part.keyEvents, views),
  purchaseToViewRate: ratio(orders, views),
  publisherAdImpressions: none,
  publisherAdClicks: none,
  adUnitExposure: { ...none, type: "TYPE_MILLISECONDS" },
  totalAdRevenue: { ...none, type: "TYPE_CURRENCY" },
  userEngagementDuration: { type: "TYPE_SECONDS", of: (part) => part.seconds },
  averageSessionDuration: ratio((part) => part.seconds, sessions, "TYPE_SECONDS"),
  sessionsPerUser: ratio(sessions, users),
  eventCountPerUser: ratio((part) => part.events, users),
  screenPageViewsPerSession: ratio(views, sessions),
  eventsPerSession: ratio((part) => part.events, sessions),
  engagementRate: ratio((part) => part.engagedSessions, sessions),
  bounceRate: ratio((part) => part.sessions - part.engagedSessions, sessions),
} as const satisfies Record<string, Metric>;
export type MetricName = keyof typeof metrics;
export const metricOf = (name: MetricName): Metric => metrics[name];

/** A metric of these parts together, as text. */
export function metricText(name: MetricName, parts: readonly VisitPart[]): string {
  const { of, by, type } = metricOf(name);
  const sum = (get: Count): number => parts.reduce((total, part) => total + get(part), 0);
  if (by) return String(sum(by) === 0 ? 0 : sum(of) / sum(by));
  return type === "TYPE_CURRENCY" ? String(Math.round(sum(of) * 100) / 100) : String(sum(of));
}
