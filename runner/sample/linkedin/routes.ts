import { Hono } from "hono";
import {
  type Caller as AnyCaller,
  admit,
  callerOf,
  isEmptied,
  type PlatformDeps,
  type PlatformEnv,
  slowNowAndThen,
} from "../platform.ts";
import { analytics, urnsAskedFor } from "./analytics.ts";
import { accountRow, campaignGroupRow, campaignRow, creativeRow } from "./entities.ts";
import { expiredToken, invalidToken, LinkedinError, notFound, rateLimited, serverError } from "./errors.ts";
import { refresh } from "./oauth.ts";
import { page } from "./paging.ts";
import { dateRangeParam, enumParam, type Query, searchedStatuses } from "./query.ts";

type Env = PlatformEnv<"linkedin">;
type Caller = AnyCaller<"linkedin">;
type Row = Record<string, unknown>;

/** What the platform lists and the sample world has none of. */
const empty = ["adAccountUsers", "conversions", "leadForms", "leadFormResponses"];

const refusals = { expired_token: expiredToken, rate_limit: rateLimited, server_error: serverError };

/** The Marketing API: `/rest/...`, and the exchange of refresh tokens, `/oauth/v2/accessToken`. */
export function linkedinApi(deps: PlatformDeps): Hono<Env> {
  const api = new Hono<Env>({ strict: false });
  const maybeSlow = slowNowAndThen(deps.slow.nowAndThen);
  const { world } = deps;

  api.onError((error, context) => {
    if (!(error instanceof LinkedinError)) throw error;
    return context.json(error.body, error.status);
  });

  api.post("/oauth/v2/accessToken", async (context) => {
    const answer = refresh(deps, new URLSearchParams(await context.req.text()));
    return context.json(answer.body, answer.status);
  });

  api.use("/rest/*", async (context, next) => {
    const token = context.req.header("authorization")?.replace(/^Bearer /, "");
    const caller = callerOf(deps, "linkedin", ({ accessToken }) => accessToken === token);
    if (!caller) throw invalidToken();
    await admit(deps, "linkedin", context, caller, refusals);
    await next();
  });

  /** A search by cursor, cut to the statuses that it asks for; without rows while the fault `empty` lasts. */
  const list = (path: string, rows: (caller: Caller, accountId: string) => readonly Row[]): void => {
    api.get(path, async (context) => {
      const { caller } = context.var;
      const query = new URL(context.req.url).searchParams;
      await maybeSlow();
      const statuses = searchedStatuses(query);
      const found = isEmptied(deps, "linkedin", caller) ? [] : rows(caller, context.req.param("account") ?? "");
      return context.json(
        page(
          found.filter((row) => statuses === null || statuses.includes(String(row.status))),
          query,
        ),
      );
    });
  };

  const campaignsOf = ({ access }: Caller, accountId: string) => {
    const account = access.accounts.find((candidate) => candidate.id === accountId);
    if (!account) throw notFound(`/adAccounts/${accountId}`);
    return world.campaigns(account);
  };

  // Who may read which account: an account is never emptied, or there would be no connection to speak of.
  api.get("/rest/adAccounts", (context) =>
    context.json(page(context.var.caller.access.accounts.map(accountRow), queryOf(context.req.url))),
  );

  list("/rest/adAccounts/:account/adCampaignGroups", (caller, accountId) =>
    campaignsOf(caller, accountId).map((campaign) => campaignGroupRow(campaign, caller.moment)),
  );

  list("/rest/adAccounts/:account/adCampaigns", (caller, accountId) =>
    campaignsOf(caller, accountId)
      .flatMap((campaign) => campaign.adSets)
      .map((adSet) => campaignRow(adSet, caller.moment)),
  );

  list("/rest/adAccounts/:account/creatives", (caller, accountId) =>
    campaignsOf(caller, accountId)
      .flatMap((campaign) => world.ads(campaign, caller.moment.firstDay, caller.moment.today))
      .map((ad) => creativeRow(ad, caller.moment)),
  );

  api.get("/rest/adAnalytics", async (context) => {
    const { caller } = context.var;
    await maybeSlow();
    const query = queryOf(context.req.url);
    const rows = analytics(world, caller.access.accounts, caller.moment, query);
    const { start: from, end: to } = dateRangeParam(query);
    const report = enumParam(query, "pivot");
    const of = urnsAskedFor(query);
    deps.onReport({ platform: "linkedin", tenantId: caller.tenant.id, report, of, from, to });
    const elements = isEmptied(deps, "linkedin", caller) ? [] : rows;
    return context.json({ elements, paging: { start: 0, count: elements.length, links: [] } });
  });

  for (const path of empty)
    api.get(`/rest/${path}`, (context) =>
      context.json({ elements: [], paging: { start: 0, count: 0, links: [], total: 0 } }),
    );

  api.all("*", (context) => {
    throw notFound(context.req.path);
  });

  return api;
}

const queryOf = (url: string): Query => new URL(url).searchParams;
