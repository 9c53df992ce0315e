import type { Env } from "../../env.ts";
import { routes as jwks } from "../../features/identity/jwks.routes.ts";
import { routes as metrics } from "../../features/metrics/metrics.routes.ts";
import { createApp } from "../../http/app.ts";
import type { App } from "../../http/variables.ts";
import { createLog } from "../../log.ts";
import { openServices } from "../../services.ts";
import { accounts } from "./accounts.ts";

export { SignInGuard } from "../../features/identity/sign-in-guard.ts";
export { RateCounter } from "../../limits/rate-counter.ts";

let app: App | undefined;
let kvReads = 0;
const constants = new Map<number, string>();

/** The combined answer behind the whole chain; beside it what the least worker answers: hello, a constant body of a size, and what was read of KV. */
export default {
  fetch: (request, env, ctx) => {
    const { pathname, search } = new URL(request.url);
    if (pathname === "/hello") return new Response("hello world");
    if (pathname === "/constant") return new Response(constantOf(Number(search.slice(1))), { headers: json });
    if (pathname === "/kv-reads") return Response.json(kvReads);
    app ??= createApp(
      openServices(
        { ...env, SNAPSHOTS: counted(env.SNAPSHOTS) },
        Date.now,
        createLog({}, () => {}),
      ),
      [...accounts, ...jwks, ...metrics],
    );
    return app.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<Env>;

const json = { "content-type": "application/json" };

function constantOf(bytes: number): string {
  const known = constants.get(bytes) ?? JSON.stringify("x".repeat(bytes - 2));
  constants.set(bytes, known);
  return known;
}

function counted(kv: KVNamespace): KVNamespace {
  return new Proxy(kv, {
    get(target, name) {
      if (name === "get") kvReads++;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
