import { Hono } from "hono";
import { type PlatformDeps, slowNowAndThen, sufferFault } from "../platform.ts";
import type { SampleTenant } from "../world/tenants.ts";
import { AnalyticsError } from "./errors.ts";
import { metadata } from "./metadata.ts";
import { questionOf, runReport } from "./report.ts";

interface AnalyticsEnv {
  Variables: { tenant: SampleTenant; tenantId: string };
}

const nobody = () => new AnalyticsError(401, "Request had invalid authentication credentials.");
const refusals = {
  expired_token: nobody,
  rate_limit: () =>
    new AnalyticsError(429, "Exhausted property tokens for a project per hour. They will return in under an hour."),
  server_error: () => new AnalyticsError(500, "Internal error encountered."),
};

/** The GA4 Data API: `/v1beta/properties/…`. */
export function analyticsApi(deps: PlatformDeps): Hono<AnalyticsEnv> {
  const api = new Hono<AnalyticsEnv>({ strict: false });
  const maybeSlow = slowNowAndThen(deps.slow.nowAndThen);

  api.onError((error, context) => {
    if (!(error instanceof AnalyticsError)) throw error;
    return context.json(error.body, error.code);
  });

  api.use("*", async (context, next) => {
    const [token] = /(?<=^Bearer ).+/.exec(context.req.header("authorization") ?? "") ?? [];
    const tenant = deps.world.tenants.find(({ web }) => web.ga4.credentials.accessToken === token);
    if (!tenant) throw nobody();
    context.set("tenant", tenant);
    context.set("tenantId", tenant.id);
    await sufferFault(deps, "ga4", tenant.id, refusals);
    await next();
  });

  api.get("/v1beta/properties/:id/metadata", (context) => {
    const id = ownProperty(context.var.tenant, context.req.param("id"));
    return context.json({ name: `properties/${id}/metadata`, ...metadata });
  });

  api.post("/v1beta/properties/:asked{[0-9]+:runReport}", async (context) => {
    const { tenant } = context.var;
    ownProperty(tenant, context.req.param("asked").split(":")[0]!);
    const question = questionOf(await context.req.json().catch(() => null));
    const [{ startDate: from, endDate: to }] = question.dateRanges;
    const report = question.dimensions.map(({ name }) => name).join(" ");
    deps.onReport({ platform: "ga4", tenantId: tenant.id, report, from, to });
    await maybeSlow();
    const isEmpty = deps.control.strike("ga4", tenant.id, ["empty"]) !== null;
    return context.json(runReport(deps.world, tenant, deps.control.moment, question, isEmpty));
  });

  api.all("*", (context) => {
    throw new AnalyticsError(404, `The sample platform has no ${context.req.path}`);
  });

  return api;
}

function ownProperty(tenant: SampleTenant, id: string): string {
  if (tenant.web.ga4.properties.includes(id)) return id;
  throw new AnalyticsError(403, "User does not have sufficient permissions for this property.");
}
