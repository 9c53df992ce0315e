import type { Page } from "playwright-core";
import type { ConnectionDetail } from "#contracts/connections.ts";
import { connectorConfig } from "../../../runner/sample/connectors.ts";
import { sampleTenants } from "../../../runner/sample/world/tenants.ts";
import { app } from "./client.ts";
import { type Api, apiOf, newWorld, sendLogin, type World } from "./people.ts";

/** The sample's first tenant, whose accounts others may connect too. */
const { meta } = sampleTenants(1)[0]!.access;

/** The sample's newest days alone, which are read quickly. */
const startDay = (): string => new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10);
export const metaToken = meta.credentials.accessToken;
export const metaAccounts = meta.accounts.map(({ id }) => id);
export const metaConfiguration = () => connectorConfig("meta", meta, { startDate: startDay() });

/** Messages of a connector, one a line. */
export const recording = (rows: number): string =>
  Array.from({ length: rows }, (_, id) =>
    JSON.stringify({ type: "RECORD", record: { stream: "visits", emitted_at: 1_770_000_000_000 + id, data: { id } } }),
  ).join("\n");

export interface SourcesWorld extends World {
  readonly api: Api;
}

export async function sourcesWorld(what: string): Promise<SourcesWorld> {
  const world = await newWorld(what);
  return { ...world, api: await apiOf(world.owner) };
}

/** Connects a recording under this name, on no schedule; nothing is synced yet. */
export async function connectRecording({ owner, api }: SourcesWorld, name: string, platform: string): Promise<string> {
  const { access } = (await (await sendLogin(owner.email, owner.password)).json()) as { access: string };
  const upload = await fetch(`${app.ready.url}/api/airbyte/recordings/`, {
    method: "POST",
    headers: { authorization: `Bearer ${access}`, "content-type": "application/x-ndjson" },
    body: recording(3),
  });
  if (!upload.ok) throw new Error(`the upload answered ${upload.status}: ${await upload.text()}`);
  const { file_id } = (await upload.json()) as { file_id: string };
  return connect(api, { source_type: "replay", name, configuration: { fileId: file_id, platform } });
}

/** Gives the connection's id. */
export async function connect(api: Api, wanted: object): Promise<string> {
  const body = { schedule: { kind: "manual" }, sync_now: false, ...wanted };
  const answer = await api("POST", "/api/airbyte/connections/", body);
  if (!answer.ok) throw new Error(`connecting answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { connection: ConnectionDetail }).connection.id;
}

/** Waits for something that says so, as long as a sync may take. */
export const says = (page: Page, selector: string, text: string | RegExp): Promise<void> =>
  page.locator(selector).filter({ hasText: text }).first().waitFor({ timeout: 180_000 });
