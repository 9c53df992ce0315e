import type { TestProject } from "vitest/node";
import { type App, startApp } from "./start-app.ts";

declare module "vitest" {
  interface ProvidedContext {
    app: { ready: App["ready"]; state: string; port: number; output: string };
  }
}

/** Days that the world may still move on: connectors ask for nothing after the real today. */
const daysBehind = 6;

/** One running app for all suites of this folder: what `npm start` starts, on ports and state of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const today = new Date(Date.now() - daysBehind * 86_400_000).toISOString().slice(0, 10);
  const app = await startApp({ SAMPLE_TODAY: today, SAMPLE_DAYS: "60" });
  project.provide("app", { ready: app.ready, state: app.state, port: app.port, output: app.output() });
  return async () => {
    await app.stop();
  };
}
