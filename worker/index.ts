import type { Env } from "./env.ts";
import { createApp } from "./http/app.ts";
import type { App } from "./http/variables.ts";
import { consume } from "./jobs/consumer.ts";
import { tick } from "./jobs/schedule.ts";
import { routes } from "./routes.ts";
import { openServices } from "./services.ts";

export { SignInGuard } from "./features/identity/sign-in-guard.ts";
export { RateCounter } from "./limits/rate-counter.ts";

interface Opened {
  readonly app: App;
  readonly services: ReturnType<typeof openServices>;
}

const opened = new WeakMap<Env, Opened>();

/** One app and one set of services an isolate: their caches outlive a request. */
function open(env: Env): Opened {
  const known = opened.get(env);
  if (known) return known;
  const services = openServices(env);
  const both = { services, app: createApp(services, routes) };
  opened.set(env, both);
  return both;
}

export default {
  fetch: (request, env, ctx) => open(env).app.fetch(request, env, ctx),
  queue: (batch, env) => consume(batch, open(env).services),
  scheduled: (controller, env) => tick(controller, open(env).services),
} satisfies ExportedHandler<Env>;
