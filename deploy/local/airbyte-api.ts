import { z } from "zod";
import type { Secrets } from "./secrets.ts";

const Page = z.object({ data: z.array(z.looseObject({ name: z.string() })) });
const base = "/api/public/v1";

/** The few calls of Airbyte's public API that set a connection up. Everything is found by its name, so a second time changes nothing. */
export class AirbyteApi {
  readonly #url: string;
  readonly #secrets: Secrets;
  #token: { value: string; until: number } | null = null;

  constructor(url: string, secrets: Secrets) {
    this.#url = url;
    this.#secrets = secrets;
  }

  async workspace(name: string): Promise<string> {
    return this.#ensure("workspaces", name, {}, { name }, "workspaceId");
  }

  async source(workspaceId: string, name: string, configuration: Record<string, unknown>): Promise<string> {
    return this.#ensure(
      "sources",
      name,
      { workspaceIds: workspaceId },
      { name, workspaceId, configuration },
      "sourceId",
    );
  }

  async lake(workspaceId: string, tenantId: string): Promise<string> {
    const configuration = { destinationType: "lake", tenant: tenantId };
    const name = `Lake of ${tenantId}`;
    return this.#ensure(
      "destinations",
      name,
      { workspaceIds: workspaceId },
      { name, workspaceId, configuration },
      "destinationId",
    );
  }

  async connection(spec: {
    workspaceId: string;
    name: string;
    sourceId: string;
    destinationId: string;
    platform: string;
  }): Promise<string> {
    const body = {
      name: spec.name,
      sourceId: spec.sourceId,
      destinationId: spec.destinationId,
      namespaceDefinition: "custom_format",
      namespaceFormat: spec.platform,
      schedule: { scheduleType: "manual" },
    };
    return this.#ensure("connections", spec.name, { workspaceIds: spec.workspaceId }, body, "connectionId");
  }

  /** Hands a recorded file of protocol messages over; returns the id that a `replay` source names. */
  async uploadRecording(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const answer = await this.#call("POST", "/embedded/v1/replay/files", bytes, "application/x-ndjson");
    return z.object({ fileId: z.string() }).parse(answer).fileId;
  }

  async #ensure(noun: string, name: string, query: Record<string, string>, body: unknown, id: string): Promise<string> {
    const search = new URLSearchParams({ ...query, limit: "100" });
    const page = Page.parse(await this.#call("GET", `${base}/${noun}?${search}`));
    const found = page.data.find((row) => row.name === name);
    const row = found ?? (await this.#call("POST", `${base}/${noun}`, JSON.stringify(body)));
    return z.string().parse((row as Record<string, unknown>)[id]);
  }

  async #bearer(): Promise<string> {
    if (this.#token && this.#token.until > Date.now()) return this.#token.value;
    const response = await fetch(`${this.#url}${base}/applications/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        client_id: this.#secrets.airbyteClientId,
        client_secret: this.#secrets.airbyteClientSecret,
        "grant-type": "client_credentials",
        grant_type: "client_credentials",
      }),
    });
    if (!response.ok) throw new Error(`Airbyte gave no token: ${response.status}`);
    const answer = z.object({ access_token: z.string(), expires_in: z.number() }).parse(await response.json());
    this.#token = { value: answer.access_token, until: Date.now() + (answer.expires_in - 30) * 1000 };
    return this.#token.value;
  }

  async #call(method: string, path: string, body?: BodyInit, contentType = "application/json"): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${await this.#bearer()}`, ...(body ? { "content-type": contentType } : {}) },
      ...(body ? { body } : {}),
      signal: AbortSignal.timeout(180_000),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`Airbyte: ${method} ${path.split("?")[0]} answered ${response.status}: ${text.slice(0, 800)}`);
    return text === "" ? null : JSON.parse(text);
  }
}
