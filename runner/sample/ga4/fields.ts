import type { VisitCell } from "../world/visits.ts";

/** A cell of the world, or the part of it that one kind of event is. */
export interface VisitPart extends VisitCell {
  readonly eventName: string;
  readonly events: number;
}

export const dimensions = {
  date: (part: VisitPart) => part.date.replaceAll("-", ""),
  sessionSource: (part: VisitPart) => part.source,
  sessionMedium: (part: VisitPart) => part.medium,
  sessionSourceMedium: (part: VisitPart) => `${part.source} / ${part.medium}`,
  sessionCampaignName: (part: VisitPart) => part.campaign,
  country: (part: VisitPart) => part.country,
  region: (part: VisitPart) => part.region,
  eventName: (part: VisitPart) => part.eventName,
} as const;
export type Dimension = keyof typeof dimensions;

type Type = "TYPE_INTEGER" | "TYPE_FLOAT" | "TYPE_SECONDS" | "TYPE_CURRENCY";
interface Metric {
  readonly type: Type;
  /** What is added up, and what it is divided by, if by anything. */
  readonly of: (part: VisitPart) => number;
  readonly by?: (part: VisitPart) => number;
}
const whole = (of: Metric["of"]): Metric => ({ type: "TYPE_INTEGER", of });
const ratio = (of: Metric["of"], by: Metric["of"], type: Type = "TYPE_FLOAT"): Metric => ({ type, of, by });
const users: Metric["of"] = (part) => part.users;
const sessions: Metric["of"] = (part) => part.sessions;
const revenue: Metric = { type: "TYPE_CURRENCY", of: (part) => part.revenueCents / 100 };
const conversions: Metric = { type: "TYPE_FLOAT", of: (part) => part.keyEvents };

export const metrics = {
  totalUsers: whole(users),
  activeUsers: whole(users),
  active1DayUsers: whole(users),
  newUsers: whole((part) => part.newUsers),
  sessions: whole(sessions),
  engagedSessions: whole((part) => part.engagedSessions),
  screenPageViews: whole((part) => part.pageViews),
  eventCount: whole((part) => part.events),
  conversions,
  keyEvents: conversions,
  totalRevenue: revenue,
  purchaseRevenue: revenue,
  userEngagementDuration: { type: "TYPE_SECONDS", of: (part) => part.seconds },
  averageSessionDuration: ratio((part) => part.seconds, sessions, "TYPE_SECONDS"),
  sessionsPerUser: ratio(sessions, users),
  screenPageViewsPerSession: ratio((part) => part.pageViews, sessions),
  eventsPerSession: ratio((part) => part.events, sessions),
  engagementRate: ratio((part) => part.engagedSessions, sessions),
  bounceRate: ratio((part) => part.sessions - part.engagedSessions, sessions),
} as const satisfies Record<string, Metric>;
export type MetricName = keyof typeof metrics;
export const metricOf = (name: MetricName): Metric => metrics[name];

/** What `…/metadata` answers; the connector makes its columns of it. */
export const metadata = {
  dimensions: Object.keys(dimensions).map((apiName) => ({ apiName, uiName: apiName })),
  metrics: Object.keys(metrics).map((apiName) => ({
    apiName,
    uiName: apiName,
    type: metricOf(apiName as MetricName).type,
  })),
};
