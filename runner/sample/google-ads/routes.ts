import { type Context, Hono } from "hono";
import { z } from "zod";
import { admit, callerOf, type PlatformDeps, type PlatformEnv, slowNowAndThen } from "../platform.ts";
import {
  badRequest,
  expiredToken,
  GoogleAdsError,
  invalidToken,
  notFound,
  rateLimited,
  serverError,
  unsupportedVersion,
  wrongDeveloperToken,
} from "./errors.ts";
import { customerName } from "./names.ts";
import { paged, resultsOf, streamed } from "./search.ts";

type GoogleAdsEnv = PlatformEnv<"google_ads">;

const VERSION = "v23";
/** After a rate limit; the platform itself says hours as soon as a day's quota is gone. */
const RETRY_SECONDS = 5;

const SearchBody = z.object({ query: z.string(), pageToken: z.string().optional() });

const refusals = {
  expired_token: expiredToken,
  rate_limit: () => rateLimited(RETRY_SECONDS),
  server_error: serverError,
  version_sunset: () => unsupportedVersion(VERSION),
};

/** The Google Ads API by REST: `/v23/customers/...`. Streams answer with lists, errors included. */
export function googleAdsApi(deps: PlatformDeps): Hono<GoogleAdsEnv> {
  const api = new Hono<GoogleAdsEnv>({ strict: false });
  const maybeSlow = slowNowAndThen(deps.slow.nowAndThen);

  api.onError((error, context) => {
    if (!(error instanceof GoogleAdsError)) throw error;
    const body = error.body(VERSION);
    return context.json(context.req.path.endsWith(":searchStream") ? [body] : body, error.code);
  });

  api.use("*", async (context, next) => {
    const [token] = /(?<=^Bearer ).+/.exec(context.req.header("authorization") ?? "") ?? [];
    const caller = callerOf(deps, "google_ads", ({ accessToken }) => accessToken === token);
    if (!caller) throw invalidToken();
    if (context.req.header("developer-token") !== caller.access.credentials.developerToken) throw wrongDeveloperToken();
    await admit(deps, "google_ads", context, caller, refusals);
    await next();
  });

  api.use("/:version{v[0-9]+}/*", async (context, next) => {
    const version = context.req.param("version");
    if (version !== VERSION) throw unsupportedVersion(version);
    await next();
  });

  api.get(`/${VERSION}/customers:listAccessibleCustomers`, (context) => {
    const { loginCustomerId } = context.var.caller.access.credentials;
    return context.json({ resourceNames: [customerName({ id: loginCustomerId })] });
  });

  api.post(`/${VERSION}/customers/:id/googleAds:searchStream`, async (context) => {
    const { query } = await bodyOf(context);
    await maybeSlow();
    return context.json(streamed(resultsOf(deps, context.var.caller, askedBy(context, query))));
  });

  api.post(`/${VERSION}/customers/:id/googleAds:search`, async (context) => {
    const { query, pageToken } = await bodyOf(context);
    await maybeSlow();
    return context.json(paged(resultsOf(deps, context.var.caller, askedBy(context, query)), pageToken));
  });

  api.all("*", (context) => {
    throw notFound(context.req.path);
  });

  return api;
}

const askedBy = (context: Context, query: string) => ({
  customerId: context.req.param("id") ?? "",
  loginId: context.req.header("login-customer-id"),
  query,
});

async function bodyOf(context: Context): Promise<z.infer<typeof SearchBody>> {
  const parsed = SearchBody.safeParse(await context.req.json().catch(() => null));
  if (parsed.success) return parsed.data;
  throw badRequest("REQUIRED_FIELD_MISSING", "The required field 'query' was not present in the request.");
}
