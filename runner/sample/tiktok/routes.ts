import { Hono } from "hono";
import {
  admit,
  type Caller,
  callerOf,
  isEmptied,
  type PlatformDeps,
  type PlatformEnv,
  slowNowAndThen,
} from "../platform.ts";
import type { Ad, Campaign } from "../world/campaigns.ts";
import type { SampleAccount } from "../world/tenants.ts";
import { isDeleted } from "../world/world.ts";
import { adGroupRow, adRow, advertiserRow, campaignRow } from "./entities.ts";
import {
  badParameter,
  expiredToken,
  invalidToken,
  noPermission,
  rateLimited,
  serverError,
  TiktokError,
} from "./errors.ts";
import { dateParam, includesDeleted, listParam, pageOf, type Query } from "./params.ts";
import { report } from "./report.ts";

type TiktokEnv = PlatformEnv<"tiktok">;

const refusals = { expired_token: expiredToken, rate_limit: rateLimited, server_error: serverError };

/** The Business API: `/open_api/v1.3/...`. */
export function tiktokApi(deps: PlatformDeps, thumbnailOf: (ad: Ad) => string): Hono<TiktokEnv> {
  const api = new Hono<TiktokEnv>({ strict: false }).basePath("/open_api/v1.3");
  const maybeSlow = slowNowAndThen(deps.slow.nowAndThen);
  const { world } = deps;

  api.onError((error, context) => {
    if (!(error instanceof TiktokError)) throw error;
    return context.json({ code: error.code, message: error.message, request_id: requestId(), data: {} }, error.status);
  });

  api.use("*", async (context, next) => {
    const token = context.req.header("access-token");
    const caller = callerOf(deps, "tiktok", ({ accessToken }) => accessToken === token);
    if (!caller) throw invalidToken();
    await admit(deps, "tiktok", context, caller, refusals);
    await next();
  });

  type Rows = (query: Query, caller: Caller<"tiktok">) => readonly unknown[];

  /** A list of pages; without rows while the fault `empty` lasts. */
  const pages = (path: string, rows: Rows): void => {
    api.get(path, async (context) => {
      const { caller } = context.var;
      const query = new URL(context.req.url).searchParams;
      await maybeSlow();
      const data = pageOf(isEmptied(deps, "tiktok", caller) ? [] : rows(query, caller), query);
      return context.json(ok(data));
    });
  };

  api.get("/oauth2/advertiser/get", (context) => {
    const list = context.var.caller.access.accounts.map((account) => ({
      advertiser_id: account.id,
      advertiser_name: account.name,
    }));
    return context.json(ok({ list }));
  });

  api.get("/advertiser/info", (context) => {
    const { caller } = context.var;
    const ids = listParam(new URL(context.req.url).searchParams, "advertiser_ids");
    return context.json(ok({ list: ids.map((id) => advertiserRow(accountOf(caller, id))) }));
  });

  pages("/campaign/get", (query, caller) =>
    campaignsOf(query, caller).map((campaign) => campaignRow(campaign, caller.moment)),
  );

  pages("/adgroup/get", (query, caller) =>
    campaignsOf(query, caller)
      .flatMap((campaign) => campaign.adSets)
      .map((adSet) => adGroupRow(adSet, caller.moment)),
  );

  pages("/ad/get", (query, caller) => {
    const { firstDay, today } = caller.moment;
    return campaignsOf(query, caller)
      .flatMap((campaign) => world.ads(campaign, firstDay, today))
      .filter((ad) => includesDeleted(query) || !isDeleted(ad, today))
      .map((ad) => adRow(ad, caller.moment, thumbnailOf(ad)));
  });

  pages("/report/integrated/get", (query, caller) => {
    const rows = report(world, accountOf(caller, query.get("advertiser_id")), caller.moment, query);
    deps.onReport({
      platform: "tiktok",
      tenantId: caller.tenant.id,
      report: listParam(query, "dimensions").join(" "),
      from: dateParam(query, "start_date"),
      to: dateParam(query, "end_date"),
    });
    return rows;
  });

  api.all("*", (context) => {
    throw badParameter(`The sample platform has no ${context.req.path}`);
  });

  function campaignsOf(query: Query, caller: Caller<"tiktok">): readonly Campaign[] {
    return world.campaigns(accountOf(caller, query.get("advertiser_id")));
  }

  return api;
}

function accountOf(caller: Caller<"tiktok">, id: string | null): SampleAccount {
  const account = caller.access.accounts.find((candidate) => candidate.id === id);
  if (!account) throw noPermission(id ?? "(none)");
  return account;
}

const requestId = (): string => `sample${Date.now()}`;

const ok = (data: unknown): Record<string, unknown> => ({ code: 0, message: "OK", request_id: requestId(), data });
