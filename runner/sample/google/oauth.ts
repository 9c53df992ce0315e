import { type Context, Hono } from "hono";
import type { PlatformDeps } from "../platform.ts";
import type { RefreshCredentials } from "../world/credentials.ts";
import type { SampleTenant } from "../world/tenants.ts";
import { type WebSource, webSources } from "../world/web-sources.ts";

/** The platforms that are reached with Google's OAuth. */
const googlePlatforms = [
  "google_ads", //
] as const;

const LIFETIME_SECONDS = 3599;

const scopes: Readonly<Record<Grant["platform"], string>> = {
  google_ads: "adwords",
  search_console: "webmasters.readonly",
  ga4: "analytics.readonly",
};

interface Grant {
  readonly platform: (typeof googlePlatforms)[number] | WebSource;
  readonly tenant: SampleTenant;
  readonly credentials: RefreshCredentials;
}

function* grantsOf(tenants: readonly SampleTenant[]): Generator<Grant> {
  for (const tenant of tenants) {
    for (const platform of googlePlatforms)
      yield { platform, tenant, credentials: tenant.access[platform].credentials };
    for (const platform of webSources) yield { platform, tenant, credentials: tenant.web[platform].credentials };
  }
}

/** `POST /token` with a refresh token, as `oauth2.googleapis.com/token` and `www.googleapis.com/oauth2/v3/token` answer it. */
export function googleOauth({ world, control }: PlatformDeps): Hono {
  const app = new Hono();

  app.post("/token", async (context) => {
    const form = await formOf(context);
    if (form.get("grant_type") !== "refresh_token")
      return refused(context, 400, "unsupported_grant_type", `Invalid grant_type: ${form.get("grant_type") ?? ""}`);
    const grants = [...grantsOf(world.tenants)];
    const isClient = ({ credentials }: Grant): boolean =>
      credentials.clientId === form.get("client_id") && credentials.clientSecret === form.get("client_secret");
    if (!grants.some(isClient)) return refused(context, 401, "invalid_client", "The OAuth client was not found.");
    const grant = grants.find(
      (candidate) => isClient(candidate) && candidate.credentials.refreshToken === form.get("refresh_token"),
    );
    const isExpired = grant && control.strike(grant.platform, grant.tenant.id, ["expired_token"]) !== null;
    if (!grant || isExpired) return refused(context, 400, "invalid_grant", "Token has been expired or revoked.");
    return context.json({
      access_token: grant.credentials.accessToken,
      expires_in: LIFETIME_SECONDS,
      scope: `https://www.googleapis.com/auth/${scopes[grant.platform]}`,
      token_type: "Bearer",
    });
  });

  return app;
}

/** The parameters come as a form; from some clients as JSON. */
async function formOf(context: Context): Promise<URLSearchParams> {
  const text = await context.req.text();
  if (!context.req.header("content-type")?.includes("json")) return new URLSearchParams(text);
  try {
    return new URLSearchParams(JSON.parse(text));
  } catch {
    return new URLSearchParams();
  }
}

const refused = (context: Context, status: 400 | 401, error: string, description: string): Response =>
  context.json({ error, error_description: description }, status);
