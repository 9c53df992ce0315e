import { Hono } from "hono";
import type { Control } from "./control/control.ts";
import { analyticsApi } from "./ga4/routes.ts";
import { googleOauth } from "./google/oauth.ts";
import { googleAdsApi } from "./google-ads/routes.ts";
import { linkedinApi } from "./linkedin/routes.ts";
import { log } from "./log.ts";
import { metaApi } from "./meta/routes.ts";
import { microsoftAdsApi } from "./microsoft-ads/routes.ts";
import { controlRoutes } from "./own/control-routes.ts";
import { OwnError } from "./own/errors.ts";
import { facts } from "./own/facts.ts";
import { indexPage } from "./own/index-page.ts";
import { thumbnail } from "./own/thumbnail.ts";
import type { AskedReport, PlatformDeps, PlatformEnv } from "./platform.ts";
import { searchConsoleApi } from "./search-console/routes.ts";
import { tiktokApi } from "./tiktok/routes.ts";
import type { World } from "./world/world.ts";

const SLOW = { nowAndThen: 300, fault: 3000 } as const;

export interface AppOptions {
  readonly world: World;
  readonly control: Control;
  /** Where the server is reached, for links to pictures; known once it listens. */
  readonly baseUrl: () => string;
  readonly quiet: boolean;
}

export function sampleApp({ world, control, baseUrl, quiet }: AppOptions): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>({ strict: false });
  const onReport = ({ tenantId, ...asked }: AskedReport): void => {
    if (!quiet) log("info", "report", { ...asked, tenant_id: tenantId });
  };
  const deps: PlatformDeps = { world, control, slow: SLOW, onReport };
  const thumbnailOf = (ad: { readonly id: string }): string => `${baseUrl()}/thumbnails/${ad.id}.svg`;

  app.use("*", async (context, next) => {
    const started = performance.now();
    await next();
    if (quiet) return;
    log("info", "request", {
      method: context.req.method,
      path: context.req.path,
      status: context.res.status,
      duration_ms: Math.round(performance.now() - started),
      ...(context.var.tenantId ? { tenant_id: context.var.tenantId } : {}),
    });
  });

  app.onError((error, context) => {
    if (error instanceof OwnError) return context.json({ error: error.message, remedy: error.remedy }, error.status);
    log("error", "request_failed", { path: context.req.path, error: error.stack ?? error.message });
    return context.json({ error: "The sample platform itself failed", remedy: "Its log says why" }, 500);
  });

  app.get("/", (context) => context.json(indexPage));
  app.route("/", facts(world, control));
  app.route("/", controlRoutes(world, control));
  app.get("/thumbnails/:file{[0-9]+\\.svg}", (context) => {
    context.header("content-type", "image/svg+xml");
    context.header("cache-control", "public, max-age=86400");
    return context.body(thumbnail(context.req.param("file").replace(".svg", "")));
  });
  app.route("/meta", metaApi(deps, thumbnailOf));
  app.route("/linkedin", linkedinApi(deps));
  app.route("/microsoft-ads", microsoftAdsApi(deps));
  app.route("/tiktok", tiktokApi(deps, thumbnailOf));
  app.route("/google/oauth2", googleOauth(deps));
  app.route("/google/www/oauth2/v3", googleOauth(deps));
  app.route("/google/www/webmasters/v3", searchConsoleApi(deps));
  app.route("/google/www/oauth2/v4", googleOauth(deps));
  app.route("/google/analyticsdata", analyticsApi(deps));
  app.route("/google-ads", googleAdsApi(deps));
  app.notFound((context) =>
    context.json({ error: `Nothing at ${context.req.path}`, remedy: "GET / lists what there is" }, 404),
  );
  return app;
}
