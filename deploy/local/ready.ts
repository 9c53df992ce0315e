import { rename, writeFile } from "node:fs/promises";
import { connectedPlatforms, type SampleSignIn } from "./provision-sample.ts";
import type { Settings } from "./settings.ts";

/** Tells scripts and tests that all is up and where. Written by rename, so whoever sees the file sees all of it. */
export async function writeReady(file: string, settings: Settings, signIns: readonly SampleSignIn[]): Promise<void> {
  const ready = {
    url: settings.urls.worker,
    sample_url: settings.urls.sample,
    sample_platforms: connectedPlatforms,
    airbyte_url: settings.urls.airbyte,
    warehouse: settings.warehouse,
    tenants: signIns.filter(({ role }) => role === "owner"),
  };
  await writeFile(`${file}.new`, `${JSON.stringify(ready, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
