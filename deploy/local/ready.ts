import { rename, writeFile } from "node:fs/promises";
import type { SampleSignIn } from "./sample-people.ts";
import type { SampleSource } from "./sample-sources.ts";
import type { Settings } from "./settings.ts";

interface Standing {
  readonly signIns: readonly SampleSignIn[];
  readonly sources: readonly SampleSource[];
  /** Whether all of them have been read, and what they brought is served. */
  readonly complete: boolean;
}

/** Tells scripts and tests that all is up and where. Written by rename, so whoever sees the file sees all of it. */
export async function writeReady(file: string, settings: Settings, standing: Standing): Promise<void> {
  const { signIns, sources, complete } = standing;
  const ready = {
    url: settings.urls.worker,
    sample_url: settings.urls.sample,
    airbyte_url: settings.urls.airbyte,
    warehouse: settings.warehouse,
    tenants: signIns
      .filter(({ role }) => role === "owner")
      .map((owner) => ({
        ...owner,
        platforms: sources.filter(({ tenantId }) => tenantId === owner.id).map(({ platform }) => platform),
      })),
    complete,
  };
  await writeFile(`${file}.new`, `${JSON.stringify(ready, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
