import { z } from "zod";
import { defineEndpoint } from "#contracts/endpoint.ts";
import type { Env } from "../../env.ts";
import { routes as jwks } from "../../features/identity/jwks.routes.ts";
import { routes as signIn } from "../../features/identity/sign-in.routes.ts";
import { createApp } from "../../http/app.ts";
import { publicRoute, tenantRoute } from "../../http/route.ts";
import type { App } from "../../http/variables.ts";
import { createLog } from "../../log.ts";
import { openServices } from "../../services.ts";
import { accounts } from "./accounts.ts";

export { SignInGuard } from "../../features/identity/sign-in-guard.ts";
export { RateCounter } from "../../limits/rate-counter.ts";

const output = z.object({ hello: z.string() });
const get = { method: "get", output } as const;
const post = { method: "post", output } as const;
const hello = async () => ({ hello: "world" });

/** The same hello by every door, so that two of them differ by the door alone. Beside them, one password hash and the accounts to sign in with. */
const doors = [
  publicRoute(
    defineEndpoint({ ...get, name: "open", path: "/api/open/", summary: "Nobody is asked", access: "public" }),
    hello,
  ),
  tenantRoute(
    defineEndpoint({
      ...get,
      name: "reads",
      path: "/api/reads/",
      summary: "May be remembered",
      access: "metrics.read",
    }),
    hello,
  ),
  tenantRoute(
    defineEndpoint({ ...post, name: "writes", path: "/api/writes/", summary: "Asks afresh", access: "metrics.read" }),
    hello,
  ),
  publicRoute(
    defineEndpoint({ ...get, name: "read", path: "/api/read/", summary: "One bare read of D1", access: "public" }),
    async (c) => {
      await c.system.tenants.ping();
      return hello();
    },
  ),
  publicRoute(
    defineEndpoint({ ...post, name: "hash", path: "/api/hash/", summary: "One hash", access: "public" }),
    async (c) => {
      await c.services.hashPassword("correct horse battery staple");
      return hello();
    },
  ),
  ...accounts,
];

let app: App | undefined;

export default {
  fetch: (request, env, ctx) => {
    app ??= createApp(
      openServices(
        env,
        Date.now,
        createLog({}, () => {}),
      ),
      [...doors, ...signIn, ...jwks],
    );
    return app.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<Env>;
