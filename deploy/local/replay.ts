import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { Currency, Platform, TenantId, TimeZone } from "#contracts/fields.ts";
import { AirbyteApi } from "./airbyte-api.ts";
import { refuse } from "./refuse.ts";
import { readSecrets } from "./secrets.ts";
import { readSettings } from "./settings.ts";
import { until } from "./wait.ts";
import { WorkerApi } from "./worker-api.ts";

const usage =
  "npm run replay -- --tenant ID --platform meta|tiktok [--currency USD] [--time-zone UTC] [--json] FILE.jsonl";

const Options = z.object({
  tenant: TenantId,
  platform: Platform,
  currency: Currency,
  "time-zone": TimeZone,
  json: z.boolean(),
  file: z
    .string({ error: "name the file of recorded messages" })
    .refine((path) => existsSync(path), "there is no such file"),
});

function readOptions(): z.infer<typeof Options> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      tenant: { type: "string" },
      platform: { type: "string" },
      currency: { type: "string", default: "USD" },
      "time-zone": { type: "string", default: "UTC" },
      json: { type: "boolean", default: false },
    },
  });
  // npm starts scripts in the project's folder; INIT_CWD is where the person stands.
  const file = positionals[0] ? resolve(process.env.INIT_CWD ?? ".", positionals[0]) : undefined;
  const parsed = Options.safeParse({ ...values, file });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  return refuse(`${issue.path.join(".")}: ${issue.message}`, usage);
}

const options = readOptions();
const settings = readSettings();
const secrets = await readSecrets(settings);
const worker = new WorkerApi(settings.urls.worker, secrets.operatorKey);
const airbyte = new AirbyteApi(settings.urls.airbyte, secrets);
const say = (text: string) => console.error(text);

const { tenant, platform } = options;
const before = await worker.status(tenant).catch((error: Error) => {
  if (/answered 404/.test(error.message)) return null;
  return refuse(`The Worker does not answer: ${error.message}`, "Start it first: npm start");
});

const owner = { email: `owner@${tenant}.example`, password: randomBytes(12).toString("base64url") };
if (!before) {
  await worker.putTenant(tenant, {
    label: tenant,
    time_zone: options["time-zone"],
    currency: options.currency,
    region_set: "none",
    working_hours: { from: 0, to: 24 },
    members: [{ ...owner, name: `Owner of ${tenant}`, role: "owner" }],
    connections: [],
  });
  say(`✓ tenant ${tenant} is new: sign in as ${owner.email} with ${owner.password}`);
}

const mark = new Date().toISOString().replace(/\D/g, "").slice(0, 17);
const fileId = await airbyte.uploadRecording(new Uint8Array(readFileSync(options.file)));
const workspaceId = await airbyte.workspace("ADinsights");
const name = `Replay ${mark} · ${tenant} · ${platform}`;
const sourceId = await airbyte.source(workspaceId, name, { sourceType: "replay", fileId });
const destinationId = await airbyte.lake(workspaceId, tenant);
const connectionId = await airbyte.connection({ workspaceId, name, sourceId, destinationId, platform });
const id = `replay-${mark}`;
await worker.putConnection(tenant, id, {
  platform,
  name,
  airbyte_connection_id: connectionId,
  schedule: { kind: "manual" },
});
const { run_ids } = await worker.syncNow(tenant, [id]);
say(`✓ ${basename(options.file)} is handed over; sync, transform and publication are under way`);

const after = await until("the replay", 300_000, async () => {
  const status = await worker.status(tenant);
  const failed = status.runs.find(
    (run) =>
      run.status === "failed" && (run_ids.includes(run.id) || run.created_at > (before?.runs[0]?.created_at ?? "")),
  );
  if (failed)
    refuse(
      `The ${failed.kind} failed: ${failed.error}`,
      "Mend the file (or the model) and replay it again; nothing was published.",
    );
  return status.active_runs === 0 && status.snapshot_id && status.snapshot_id !== before?.snapshot_id ? status : null;
});
const { tests } = after.dbt!;
say(
  `✓ snapshot ${after.snapshot_id} is published; dbt tests: ${tests.pass} passed, ${tests.warn} warnings, ${tests.error} errors`,
);
if (options.json)
  console.log(JSON.stringify({ snapshot_id: after.snapshot_id, dbt: after.dbt, owner: before ? null : owner }));
