type Body = Record<string, unknown>;

interface Stored extends Body {
  readonly name: string;
}

type Noun = "workspaces" | "sources" | "destinations" | "connections";
const idFields = {
  workspaces: "workspaceId",
  sources: "sourceId",
  destinations: "destinationId",
  connections: "connectionId",
} as const satisfies Record<Noun, string>;

export interface FakeStream {
  readonly name: string;
  readonly incremental: boolean;
  readonly key: readonly string[];
  readonly cursor: string | null;
}

/** A JSON schema with a secret, as a connector's spec has it. */
export const fakeSpec = {
  type: "object",
  required: ["account_ids", "credentials"],
  additionalProperties: true,
  properties: {
    account_ids: { type: "array", items: { type: "string", pattern: "^[0-9]+$" }, minItems: 1 },
    start_date: { type: "string", format: "date-time" },
    insights_lookback_window: { type: "integer", minimum: 1, maximum: 28 },
    credentials: {
      type: "object",
      oneOf: [
        {
          required: ["access_token"],
          properties: {
            auth_type: { type: "string", const: "Service" },
            client_id: { type: "string" },
            access_token: { type: "string", airbyte_secret: true },
          },
        },
      ],
    },
  },
};

/** What a fake Airbyte keeps beside its jobs, and what its embedded half tells of connectors. */
export class FakeObjects {
  readonly workspaces = new Map<string, Stored>();
  readonly sources = new Map<string, Stored>();
  readonly destinations = new Map<string, Stored>();
  readonly connections = new Map<string, Stored>();
  streams: FakeStream[] = [
    { name: "ads_insights", incremental: true, key: ["date_start", "ad_id"], cursor: "date_start" },
    { name: "campaigns", incremental: true, key: ["id"], cursor: "updated_time" },
    { name: "ad_account", incremental: false, key: ["id"], cursor: null },
    { name: "videos", incremental: false, key: ["id"], cursor: null },
  ];
  connectors: Body[] = [
    {
      sourceType: "facebook-marketing",
      name: "Facebook Marketing",
      documentationUrl: "https://docs.example/meta",
      version: "5.1.7",
      status: "ready",
      spec: fakeSpec,
      secretPaths: ["credentials.access_token"],
    },
  ];
  checkAnswer: Body = { status: "succeeded", message: null, error_class: null };

  async handle(request: Request): Promise<Response | undefined> {
    const { pathname, searchParams } = new URL(request.url);
    const embedded = pathname.match(
      /^\/embedded\/v1\/(connectors|check|discover|replay\/files)(?:\/([^/]+?)(\/install)?)?$/,
    );
    if (embedded) return this.#embedded(request, embedded[1]!, embedded[2], embedded[3] !== undefined);
    if (pathname.endsWith("/streams")) return Response.json(this.streams.map(publicStream));
    const [, noun, id] = pathname.match(/\/(workspaces|sources|destinations|connections)(?:\/([^/]+))?$/) ?? [];
    if (noun === undefined) return undefined;
    return this.#objects(request, noun as Noun, id, searchParams);
  }

  async #objects(request: Request, noun: Noun, id: string | undefined, query: URLSearchParams): Promise<Response> {
    const stored = this[noun];
    if (id === undefined && request.method === "POST") {
      const body = (await request.json()) as Stored;
      const made = { ...body, [idFields[noun]]: crypto.randomUUID() };
      stored.set(String(made[idFields[noun]]), made);
      return Response.json(shown(made));
    }
    if (id === undefined) {
      const [offset, limit] = [Number(query.get("offset") ?? 0), Number(query.get("limit") ?? 20)];
      const data = [...stored.values()].slice(offset, offset + limit).map(shown);
      return Response.json({ previous: "", next: data.length > 0 ? "https://airbyte.test/next" : "", data });
    }
    const found = stored.get(id);
    if (!found)
      return Response.json({ type: "about:blank", title: "resource-not-found", status: 404 }, { status: 404 });
    if (request.method === "DELETE") {
      stored.delete(id);
      return new Response(null, { status: 204 });
    }
    if (request.method === "PATCH") stored.set(id, merged(found, await request.json()) as Stored);
    return Response.json(shown(stored.get(id)!));
  }

  async #embedded(request: Request, what: string, type: string | undefined, install: boolean): Promise<Response> {
    if (what === "replay/files") {
      const text = new TextDecoder().decode(await request.arrayBuffer());
      return Response.json({ fileId: crypto.randomUUID(), lines: text.split("\n").filter(Boolean).length });
    }
    if (what === "check") return Response.json(this.checkAnswer);
    if (what === "discover") return Response.json({ streams: this.streams.map(embeddedStream) });
    if (type === undefined) return Response.json({ data: this.connectors.map(withoutSpec) });
    const named = this.connectors.find(({ sourceType }) => sourceType === type);
    if (!named) return Response.json({ title: "not-found", status: 404 }, { status: 404 });
    if (install) named.status = "installing";
    return Response.json(named);
  }
}

const withoutSpec = ({ spec: _, secretPaths: __, ...told }: Body) => told;

const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function merged(before: unknown, after: unknown): unknown {
  if (!isObject(before) || !isObject(after)) return after;
  return Object.entries(after).reduce<Body>(
    (all, [name, value]) => Object.assign(all, { [name]: merged(before[name], value) }),
    { ...before },
  );
}

/** With secrets masked, as Airbyte answers. */
function shown(stored: Stored): unknown {
  return JSON.parse(JSON.stringify(stored), (name, value) =>
    typeof value === "string" && /token|secret/.test(name) ? "**********" : value,
  );
}

const modesOf = ({ incremental }: FakeStream) => [
  "full_refresh_append",
  "full_refresh_overwrite",
  ...(incremental ? ["incremental_append", "incremental_deduped_history"] : []),
];

const publicStream = (stream: FakeStream) => ({
  streamName: stream.name,
  syncModes: modesOf(stream),
  defaultCursorField: stream.cursor === null ? [] : [stream.cursor],
  sourceDefinedCursorField: stream.cursor !== null,
  sourceDefinedPrimaryKey: stream.key.map((name) => [name]),
  propertyFields: stream.key.map((name) => [name]),
});

const embeddedStream = (stream: FakeStream) => ({
  name: stream.name,
  columns: stream.key.map((name) => ({ name, type: "string" })),
  syncModes: modesOf(stream),
  sourceDefinedCursor: stream.cursor !== null,
  defaultCursorField: stream.cursor === null ? [] : [stream.cursor],
  primaryKey: stream.key.map((name) => [name]),
});
