import type { Env } from "./env.ts";
import { createApp } from "./http/app.ts";
import type { App } from "./http/variables.ts";
import { routes } from "./routes.ts";
import { openServices } from "./services.ts";

export { SignInGuard } from "./features/identity/sign-in-guard.ts";

const apps = new WeakMap<Env, App>();

/** One app an isolate: its caches outlive a request. */
function appOf(env: Env): App {
  const known = apps.get(env);
  if (known) return known;
  const app = createApp(openServices(env), routes);
  apps.set(env, app);
  return app;
}

export default {
  fetch: (request, env, ctx) => appOf(env).fetch(request, env, ctx),
} satisfies ExportedHandler<Env>;
