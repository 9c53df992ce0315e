import { Hono } from "hono";
import {
  type Caller,
  callerOf,
  isEmptied,
  type PlatformDeps,
  type PlatformEnv,
  slowNowAndThen,
  sufferFault,
} from "../platform.ts";
import { accountNode } from "./account.ts";
import { answerBatch } from "./batch.ts";
import { expiredToken, GraphError, invalidToken, rateLimited, serverError, unknownObject } from "./errors.ts";
import { insights } from "./insights.ts";
import { type Edge, emptyEdges, listEdge, pickFields, type ThumbnailOf, treeOf } from "./list.ts";
import { resolve } from "./objects.ts";
import { page } from "./paging.ts";
import { batchParam, filterParam, listParam, type Params, paramsOf } from "./params.ts";
import { queryOf } from "./query.ts";
import { ReportRuns, statusOf } from "./report-runs.ts";
import { throttleHeaders } from "./throttle.ts";

type MetaEnv = { Variables: PlatformEnv<"meta">["Variables"] & { params: Params } };
/** Marks the requests that a batch makes on its own behalf; faults strike the batch, not its entries. */
const INNER = "x-sample-batch-entry";
const edges: readonly string[] = ["campaigns", "adsets", "ads", "adcreatives"] satisfies Edge[];

const refusals = { expired_token: expiredToken, rate_limit: rateLimited, server_error: serverError };

/** The Graph API from its version on: `/v25.0/...`. */
export function metaApi(deps: PlatformDeps, thumbnailOf: ThumbnailOf): Hono<MetaEnv> {
  const api = new Hono<MetaEnv>({ strict: false }).basePath("/:version{v[0-9]+\\.[0-9]+}");
  const runs = new ReportRuns();
  const maybeSlow = slowNowAndThen(deps.slow.nowAndThen);

  api.onError((error, context) => {
    if (!(error instanceof GraphError)) throw error;
    return context.json({ error: error.error }, error.status);
  });

  api.use("*", async (context, next) => {
    const params = await paramsOf(context);
    const bearer = context.req.header("authorization")?.replace(/^Bearer /, "");
    const token = params.get("access_token") ?? bearer;
    const caller = callerOf(deps, "meta", ({ accessToken }) => accessToken === token);
    if (!caller) throw invalidToken();
    context.set("params", params);
    context.set("caller", caller);
    context.set("tenantId", caller.tenant.id);
    if (!context.req.header(INNER)) await sufferFault(deps, "meta", caller.tenant.id, refusals);
    await next();
    for (const [name, value] of throttleHeaders(context.req.path, caller.access)) context.header(name, value);
  });

  api.post("/", async (context) => {
    const { params, caller } = context.var;
    const ask = async (relativeUrl: string): Promise<Response> => {
      const url = new URL(relativeUrl.replace(/^\/?(v[0-9]+\.[0-9]+\/)?/, ""), "http://batch/v25.0/");
      url.searchParams.set("access_token", caller.access.credentials.accessToken);
      return api.request(url.toString(), { headers: { [INNER]: "1" } });
    };
    return context.json(await answerBatch(batchParam(params), runs, ask));
  });

  api.get("/me", (context) => context.json({ id: "10000", name: context.var.caller.tenant.label }));
  api.get("/me/business_users", (context) => context.json({ data: [] }));
  api.get("/me/adaccounts", (context) => {
    const { caller, params } = context.var;
    const fields = listParam(params, "fields");
    const nodes = caller.access.accounts.map((account) => accountNode(deps.world, account, caller.moment));
    return context.json(
      page(
        nodes.map((node) => pickFields(node, fields)),
        versionPath(context.req.path),
        params,
      ),
    );
  });

  api.get("/:id", (context) => {
    const { caller, params } = context.var;
    const id = context.req.param("id");
    if (runs.has(id)) return context.json(statusOf(runs.get(id)));
    const { account, node } = resolve(deps.world, caller, id, thumbnailOf);
    return context.json(
      pickFields(node ?? accountNode(deps.world, account, caller.moment), listParam(params, "fields")),
    );
  });

  api.post("/:id/insights", (context) => {
    const { caller, params } = context.var;
    const id = context.req.param("id");
    const { account, node } = resolve(deps.world, caller, id, thumbnailOf);
    const query = queryOf(params, account, node?.id ?? null, caller.moment);
    const run = runs.order(query);
    deps.onReport({
      platform: "meta",
      tenantId: caller.tenant.id,
      report: query.byRegion ? "insights by region" : "insights",
      from: query.since,
      to: query.until,
    });
    return context.json({ report_run_id: run.id });
  });

  api.get("/:id/insights", async (context) => {
    const { caller, params } = context.var;
    const id = context.req.param("id");
    const run = runs.has(id) ? runs.get(id) : null;
    const query = run?.query ?? syncQuery(id, params, caller);
    await maybeSlow();
    if (isEmptied(deps, "meta", caller)) return context.json({ data: [] });
    const rows = run?.rows ?? insights(deps.world, query, caller.moment);
    const answer = page(rows, versionPath(context.req.path), params);
    if (run) run.rows = answer.paging?.next === undefined ? null : rows;
    return context.json(answer);
  });

  api.get("/:id/:edge", (context) => {
    const { caller, params } = context.var;
    const { id, edge } = context.req.param();
    const { account, node } = resolve(deps.world, caller, id, thumbnailOf);
    if (node !== null || !(edges.includes(edge) || emptyEdges.has(edge))) throw unknownObject(`${id}/${edge}`);
    if (emptyEdges.has(edge) || isEmptied(deps, "meta", caller)) return context.json({ data: [] });
    const tree = treeOf(deps.world, account, caller.moment);
    const nodes = listEdge(tree, edge as Edge, caller.moment, filterParam(params), thumbnailOf);
    const fields = listParam(params, "fields");
    return context.json(
      page(
        nodes.map((entry) => pickFields(entry, fields)),
        versionPath(context.req.path),
        params,
      ),
    );
  });

  api.all("*", (context) => {
    throw unknownObject(versionPath(context.req.path));
  });

  function syncQuery(id: string, params: Params, caller: Caller<"meta">) {
    const { account, node } = resolve(deps.world, caller, id, thumbnailOf);
    return queryOf(params, account, node?.id ?? null, caller.moment);
  }

  return api;
}

const versionPath = (path: string): string => path.replace(/^.*?(?=\/v[0-9]+\.[0-9]+\/)/, "");
