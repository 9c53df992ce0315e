import { Hono } from "hono";
import { type PlatformDeps, slowNowAndThen, sufferFault } from "../platform.ts";
import type { SampleTenant } from "../world/tenants.ts";
import { SearchConsoleError } from "./errors.ts";
import { queryOf, searchRows } from "./query.ts";

interface SearchConsoleEnv {
  Variables: { tenant: SampleTenant; tenantId: string };
}

const refusals = {
  expired_token: () => new SearchConsoleError(401, "Invalid Credentials"),
  rate_limit: () => new SearchConsoleError(429, "Search Analytics QPS quota exceeded. Learn about usage limits."),
  server_error: () => new SearchConsoleError(500, "Backend Error"),
};

/** The Search Console API: `/sites/...`. A site is a whole address, so it comes encoded. */
export function searchConsoleApi(deps: PlatformDeps): Hono<SearchConsoleEnv> {
  const api = new Hono<SearchConsoleEnv>({ strict: false });
  const maybeSlow = slowNowAndThen(deps.slow.nowAndThen);

  api.onError((error, context) => {
    if (!(error instanceof SearchConsoleError)) throw error;
    return context.json(error.body, error.code);
  });

  api.use("*", async (context, next) => {
    const [token] = /(?<=^Bearer ).+/.exec(context.req.header("authorization") ?? "") ?? [];
    const tenant = deps.world.tenants.find(({ web }) => web.search_console.credentials.accessToken === token);
    if (!tenant) throw new SearchConsoleError(401, "Request had invalid authentication credentials.");
    context.set("tenant", tenant);
    context.set("tenantId", tenant.id);
    await sufferFault(deps, "search_console", tenant.id, refusals);
    await next();
  });

  api.get("/sites", (context) =>
    context.json({ siteEntry: context.var.tenant.web.search_console.properties.map(siteEntry) }),
  );

  api.get("/sites/:site", (context) => context.json(siteEntry(ownSite(context.var.tenant, context.req.param("site")))));

  api.get("/sites/:site/sitemaps", (context) => {
    ownSite(context.var.tenant, context.req.param("site"));
    return context.json({});
  });

  api.post("/sites/:site/searchAnalytics/query", async (context) => {
    const { tenant } = context.var;
    const site = ownSite(tenant, context.req.param("site"));
    const query = queryOf(await context.req.json().catch(() => null));
    deps.onReport({
      platform: "search_console",
      tenantId: tenant.id,
      report: query.dimensions.join(" "),
      from: query.startDate,
      to: query.endDate,
    });
    await maybeSlow();
    const isEmpty = deps.control.strike("search_console", tenant.id, ["empty"]) !== null;
    const rows = isEmpty ? [] : searchRows(deps.world, tenant, deps.control.moment, site, query);
    const responseAggregationType = query.dimensions.includes("page") ? "byPage" : "byProperty";
    // Without rows Google leaves the list out.
    return context.json(rows.length > 0 ? { rows, responseAggregationType } : { responseAggregationType });
  });

  api.all("*", (context) => {
    throw new SearchConsoleError(404, `The sample platform has no ${context.req.path}`);
  });

  return api;
}

const siteEntry = (siteUrl: string) => ({ siteUrl, permissionLevel: "siteFullUser" });

function ownSite(tenant: SampleTenant, site: string): string {
  if (tenant.web.search_console.properties.includes(site)) return site;
  throw new SearchConsoleError(403, `User does not have sufficient permission for site '${site}'.`);
}
