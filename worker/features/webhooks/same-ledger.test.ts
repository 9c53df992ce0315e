import fc from "fast-check";
import { expect, test } from "vitest";
import { openWorld, type World } from "../../testing/ledger-world.ts";
import { hashToken, makeToken } from "../identity/opaque-token.ts";

/** How a sync ends at Airbyte, and what is heard of it. */
interface Sync {
  readonly ends: "succeeded" | "failed" | "cancelled";
  readonly rows: number;
  /** Looks that find it running still. */
  readonly takes: number;
  /** Whether its source has another column by then. */
  readonly grows: boolean;
}

interface Delivery {
  /** Before which look it arrives. */
  readonly at: number;
  readonly of: "this" | "other job" | "unknown" | "schema" | "no data" | "garbage";
  /** What it claims, true or not. */
  readonly claims: boolean;
  readonly times: number;
}

const syncs = fc.array(
  fc.record({
    ends: fc.constantFrom("succeeded", "succeeded", "failed", "cancelled"),
    rows: fc.integer({ min: 0, max: 500 }),
    takes: fc.integer({ min: 0, max: 4 }),
    grows: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
) as fc.Arbitrary<Sync[]>;

const deliveries = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 12 }),
    of: fc.constantFrom("this", "other job", "unknown", "schema", "no data", "garbage"),
    claims: fc.boolean(),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 8 },
) as fc.Arbitrary<Delivery[]>;

async function addressOf(world: World): Promise<string> {
  const token = makeToken("webhook");
  await world.rows(
    "insert into webhook_endpoints (tenant_id, id, token_hash, created_at) values ('acme', 'hook', ?, 0)",
    await hashToken(token),
  );
  return `/api/airbyte/webhooks/${token}/`;
}

function bodyOf({ of, claims }: Pick<Delivery, "of" | "claims">, connectionId: string, jobId: number): unknown {
  if (of === "garbage") return { data: { connection: "?", jobId: [] } };
  if (of === "no data") return { text: "Airbyte says something" };
  if (of === "schema")
    return {
      text: `Changes of <https://airbyte.test/workspaces/w/connections/${connectionId}|Ads>`,
      blocks: [{ claims }],
    };
  return {
    data: {
      connection: { id: of === "unknown" ? "nobody's" : connectionId },
      jobId: of === "other job" ? jobId + 1000 : jobId,
      success: claims,
      recordsCommitted: 4711,
      errorMessage: claims ? null : "made up",
    },
  };
}

/** What a real Airbyte finds the next time that it is asked for the streams. */
function growBy({ airbyte }: World, column: string) {
  const { streams } = airbyte.objects;
  airbyte.objects.streams = streams.map((stream, index) =>
    index === 0 ? { ...stream, key: [...stream.key, column] } : stream,
  );
}

/** What is left of the syncs in the end: all but ids and instants. */
async function ledgerAfter(plan: readonly Sync[], heard: readonly Delivery[], embedded: boolean) {
  const world = await openWorld({ embedded });
  await world.tenant("acme");
  const at = await addressOf(world);
  const [{ airbyte_connection_id: connectionId } = { airbyte_connection_id: "" }] = await world.rows<{
    airbyte_connection_id: string;
  }>("select airbyte_connection_id from connections");
  world.airbyte.objects.connections.set(connectionId, { name: "Ads", sourceId: "a source", connectionId });
  let looks = 0;
  let sync = plan[0]!;
  let begun = 0;

  const hear = async () => {
    for (const delivery of heard.filter((each) => each.at === looks))
      for (let time = 0; time < delivery.times; time += 1) {
        const job = world.airbyte.jobs.length;
        const response = await world.app.send("POST", at, bodyOf(delivery, connectionId, job));
        expect(response.status).toBe(202);
      }
    looks += 1;
  };

  for (sync of plan) {
    world.app.pass(2 * 3_600_000);
    await world.tick("hour");
    begun = world.airbyte.jobs.length;
    let waited = 0;
    for (let count = 0; world.queue.waiting.length > 0; count += 1) {
      if (count > 200) throw new Error("messages do not come to an end");
      await hear();
      const running = world.airbyte.jobs.slice(begun).some((job) => job.status === "running");
      if (running && waited++ >= sync.takes) {
        const column = `column_${world.airbyte.jobs.length}`;
        if (sync.grows) growBy(world, column);
        const schema_changes = [{ stream: "ads_insights", kind: "column_added", column, from: null, to: "string" }];
        world.airbyte.end(sync.ends, { rows: sync.rows, detail: sync.grows ? { schema_changes } : {} });
        // One that failed is tried again; the next try goes well, so that each plan comes to an end.
        if (sync.ends === "failed") sync = { ...sync, ends: "succeeded" };
      }
      await world.next();
    }
  }
  return {
    runs: await world.rows(`select kind, status, attempt, rows, bytes, warning, error_class, error_message
      from runs where kind = 'sync' order by id`),
    connections: await world.rows("select id, last_rows, last_success_at is not null as succeeded from connections"),
    transforms: await world.count("runs where kind = 'transform'"),
    schema: await world.rows(`select connection_id, stream, kind, "column", from_type, to_type, acknowledged_at
      from schema_changes order by "column"`),
    catalogs: await world.rows("select connection_id, streams from stream_catalogs"),
    steps: await world.rows(`select s.name, s.detail from run_steps s join runs r on r.id = s.run_id
      where r.kind = 'sync' and s.name <> 'revived' order by r.id, s.id`),
    dead: await world.count("dead_letters"),
  };
}

test.each([
  ["embedded", true],
  ["real", false],
])(
  "with the %s Airbyte, notifications that come twice, late, early, out of order, wrong, for others or never leave the ledger of the poll alone",
  async (_, embedded) => {
    await fc.assert(
      fc.asyncProperty(syncs, deliveries, async (plan, heard) => {
        expect(await ledgerAfter(plan, heard, embedded)).toEqual(await ledgerAfter(plan, [], embedded));
      }),
      { numRuns: 20 },
    );
  },
);

test("words of a real Airbyte about a schema make its streams looked at, once they were seen before; said twice, what changed is kept once", async () => {
  const world = await openWorld({ embedded: false });
  await world.tenant("acme");
  const at = await addressOf(world);
  const [connection] = await world.rows<{ id: string }>("select airbyte_connection_id as id from connections");
  const say = async (claims: boolean) => {
    const told = await world.app.send("POST", at, bodyOf({ of: "schema", claims }, connection!.id, 1));
    expect(told.status).toBe(202);
  };
  const source = { sourceId: "a source", connectionId: connection!.id, name: "Ads" };
  world.airbyte.objects.connections.set(connection!.id, source);
  await say(true);
  await world.drain();
  expect(await world.count("stream_catalogs")).toBe(0);
  await world.tick("hour");
  await world.next();
  world.airbyte.end("succeeded", { rows: 1 });
  await world.drain();
  growBy(world, "seen_later");
  await say(false);
  await say(false);
  await world.drain();
  const kept = `select stream, kind, "column", to_type, run_id from schema_changes`;
  const change = { stream: "ads_insights", kind: "column_added", column: "seen_later", to_type: null, run_id: null };
  expect(await world.rows(kept)).toEqual([change]);
  world.app.pass(2 * 3_600_000);
  await world.tick("hour");
  await world.next();
  world.airbyte.objects.streams = [];
  world.airbyte.end("succeeded", { rows: 1 });
  await world.drain();
  expect(await world.rows(kept)).toEqual([change]);
});

test("a notification of a running job makes the next look come at once", async () => {
  const world = await openWorld();
  await world.tenant("acme");
  const at = await addressOf(world);
  await world.tick("hour");
  // Started, then looked at until the pauses have grown.
  for (let looks = 0; looks < 8; looks += 1) await world.next();
  const [connection] = await world.rows<{ id: string }>("select airbyte_connection_id as id from connections");
  expect(world.queue.waiting[0]!.at - world.app.clock()).toBeGreaterThan(5_000);
  await world.app.send("POST", at, { data: { connection, jobId: 1, success: true } });
  world.airbyte.end("succeeded", { rows: 3 });
  const sent = world.queue.waiting.toSorted((a, b) => a.at - b.at)[0]!;
  expect(sent.at - world.app.clock()).toBeLessThanOrEqual(1000);
  await world.drain();
  expect(await world.rows("select status, rows from runs where kind = 'sync'")).toEqual([
    { status: "succeeded", rows: 3 },
  ]);
});
