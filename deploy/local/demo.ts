import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { demo } from "#contracts/demo.ts";
import { provenance } from "#contracts/metric-provenance.ts";
import { storedValues } from "#contracts/snapshot.ts";
import { buildSnapshot } from "../../runner/snapshot/build-snapshot.ts";
import { shardPath } from "../../runner/snapshot/shard-path.ts";
import { demoFolder } from "./demo-folder.ts";
import { OwnerApi } from "./owner-api.ts";
import { refuse } from "./refuse.ts";
import { readSettings } from "./settings.ts";

const Ready = z.object({
  url: z.url(),
  complete: z.boolean(),
  tenants: z.array(z.object({ id: z.string(), email: z.string(), password: z.string() })).min(1),
});

/** Takes the sample's first tenant, as `npm start` has loaded it, for the demo dataset. What it makes is looked at and committed by hand. */
const settings = readSettings();
const ready = await readFile(join(settings.state, "ready.json"), "utf8")
  .then((text) => Ready.parse(JSON.parse(text)))
  .catch(() =>
    refuse("Nothing has been loaded.", "Run npm start in another terminal, and this when it says that all is in."),
  );
if (!ready.complete) refuse("Not all sources are in yet.", "Wait until npm start says so.");

const [sample] = ready.tenants;
const { dbt, generated_at, currency, time_zone } = await new OwnerApi(ready.url, sample!).read(provenance);
const folder = await mkdtemp(join(tmpdir(), "adinsights-demo-"));
try {
  const manifest = await buildSnapshot({
    duckdbPath: join(settings.warehouse, "marts", `${sample!.id}.duckdb`),
    folder,
    snapshotId: demo.snapshotId,
    tenant: { id: demo.tenantId, label: "Demo", currency, time_zone },
    dbt,
    generatedAt: new Date(generated_at),
    signal: new AbortController().signal,
    onShard: () => {},
  });
  await rm(demoFolder, { recursive: true, force: true });
  await mkdir(demoFolder, { recursive: true });
  for (const { name } of storedValues(manifest)) await copyFile(shardPath(folder, name), join(demoFolder, name));
  await writeFile(join(demoFolder, "manifest"), JSON.stringify(manifest));
  const { end_date } = manifest.coverage ?? refuse("There is no delivery.", "Load the sample first: npm start.");
  console.log(`✓ ${demoFolder}: ${manifest.shards.length} shards up to ${end_date}`);
  if (end_date !== demo.lastDay) console.log(`Set lastDay to ${end_date} in worker/contracts/demo.ts.`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
