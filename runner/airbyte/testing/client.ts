export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
}

/** Talks to a server as the Worker does: over HTTP, with a bearer token. */
export class AirbyteClient {
  readonly url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.#token = token;
  }

  static async signIn(url: string, id: string, secret: string): Promise<AirbyteClient> {
    const anonymous = new AirbyteClient(url, "none");
    const body = { client_id: id, client_secret: secret, grant_type: "client_credentials" };
    const answer = await anonymous.call("POST", "/applications/token", body);
    return new AirbyteClient(url, String(answer.body.access_token));
  }

  async call<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const base = path.startsWith("/embedded/") ? this.url : `${this.url}/api/public/v1`;
    const isText = typeof body === "string";
    const response = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, "content-type": isText ? "text/plain" : "application/json" },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T };
  }

  /** As `call`, but an answer that is no success is an error. */
  async must(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Uploads a recorded file piece by piece. */
  async upload(body: ReadableStream): Promise<{ fileId: string }> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const url = `${this.url}/embedded/v1/replay/files`;
    const request: RequestInit & { duplex: "half" } = { method: "POST", headers, body, duplex: "half" };
    const response = await fetch(url, request);
    return (await response.json()) as { fileId: string };
  }

  async workspace(): Promise<string> {
    return String((await this.must("POST", "/workspaces", { name: "test" })).workspaceId);
  }

  /** A connection into the lake of `tenant`. */
  async connect(sourceId: string, workspaceId: string, platform: string, more = {}, tenant = "acme"): Promise<string> {
    const configuration = { destinationType: "lake", tenant };
    const namespace = { namespaceDefinition: "custom_format", namespaceFormat: platform };
    return this.connectTo(configuration, sourceId, workspaceId, { ...namespace, ...more });
  }

  /** A connection into a new destination of this configuration. */
  async connectTo(configuration: object, sourceId: string, workspaceId: string, more: object): Promise<string> {
    const destination = await this.must("POST", "/destinations", { name: "to", workspaceId, configuration });
    const { destinationId } = destination;
    const connection = await this.must("POST", "/connections", { sourceId, destinationId, ...more });
    return String(connection.connectionId);
  }

  /** A source that replays these lines, in a workspace of its own. */
  async replaySource(lines: string): Promise<{ sourceId: string; workspaceId: string }> {
    const { fileId } = await this.must("POST", "/embedded/v1/replay/files", lines);
    const workspaceId = await this.workspace();
    const configuration = { sourceType: "replay", fileId };
    const source = await this.must("POST", "/sources", { name: "replay", workspaceId, configuration });
    return { sourceId: String(source.sourceId), workspaceId };
  }

  /** A connection that replays these lines into the lake. */
  async replayOf(lines: string, platform = "meta"): Promise<{ sourceId: string; connectionId: string }> {
    const { sourceId, workspaceId } = await this.replaySource(lines);
    return { sourceId, connectionId: await this.connect(sourceId, workspaceId, platform) };
  }

  /** Other lines for a source that replays. */
  async replayInstead(sourceId: string, lines: string): Promise<void> {
    const { fileId } = await this.must("POST", "/embedded/v1/replay/files", lines);
    await this.must("PATCH", `/sources/${sourceId}`, { configuration: { fileId } });
  }

  async startJob(connectionId: string): Promise<number> {
    return Number((await this.must("POST", "/jobs", { connectionId, jobType: "sync" })).jobId);
  }

  detail = (jobId: number) => this.must("GET", `/embedded/v1/jobs/${jobId}/detail`);
}
