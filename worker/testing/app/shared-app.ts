import type { TestProject } from "vitest/node";
import { appOidc } from "./app-oidc.ts";
import { type App, freePorts, startApp } from "./start-app.ts";

declare module "vitest" {
  interface ProvidedContext {
    app: { ready: App["ready"]; state: string; port: number; output: string };
    /** A real provider that runs, and the port of one that tests run when they need it to lie. */
    oidc: { corp: string; liarPort: number };
  }
}

/** Days that the world may still move on: connectors ask for nothing after the real today. */
const daysBehind = 6;

/** One address and few people make all the requests of these suites. What limits do is tested beside them. */
const wide = JSON.stringify({ ip: 1e6, auth: 1e6, user: 1e6, key: 1e6, tenant: 1e6 });

/** One running app for all suites of this folder: what `npm start` starts, on ports and state of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const today = new Date(Date.now() - daysBehind * 86_400_000).toISOString().slice(0, 10);
  const port = String(await freePorts());
  const oidc = await appOidc(`http://127.0.0.1:${port}`);
  const app = await startApp({
    PORT: port,
    SAMPLE_TODAY: today,
    SAMPLE_DAYS: "60",
    OIDC_PROVIDERS: oidc.variable,
    RATE_LIMITS: wide,
  }).catch((failed) => {
    oidc.corp.stop();
    throw failed;
  });
  await app.complete().catch(async (failed) => {
    await app.stop();
    oidc.corp.stop();
    throw failed;
  });
  project.provide("app", { ready: app.ready, state: app.state, port: app.port, output: app.output() });
  project.provide("oidc", { corp: oidc.corp.url, liarPort: oidc.liarPort });
  return async () => {
    await app.stop();
    oidc.corp.stop();
  };
}
