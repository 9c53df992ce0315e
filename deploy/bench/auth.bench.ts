import { type BenchWorker, startBenchWorker } from "./bench-worker.ts";
import { type Client, openClient } from "./keep-alive.ts";
import { type BenchRow, median } from "./measure.ts";

const account = { email: "bench@bench.test", password: "correct horse battery staple" };
const signIns = 60;
const warmUps = 300;
const pairs = 1000;
/** Of first times; as many again warm the code up. */
const strangers = 800;

interface Session {
  readonly bearer: { readonly authorization: string };
  readonly cookie: { readonly cookie: string };
}

/** What knowing the caller adds to a request, beside the same hello without a door, and what a sign-in costs beside the bare hash. */
export async function bench(): Promise<BenchRow[]> {
  const worker = await startBenchWorker("auth-worker.ts");
  const client = openClient(worker.url);
  try {
    await makeAccount(client, worker);
    return [await signingIn(client), ...(await firstTimes(client)), ...(await rememberedTimes(client))];
  } finally {
    client.close();
    await worker.stop();
  }
}

/** With a tenant to enter, of the few columns that have no default. */
async function makeAccount(client: Client, { run }: BenchWorker): Promise<void> {
  const { text } = await client.send("/api/account/", { method: "POST", body: account });
  const { id } = JSON.parse(text) as { id: string };
  await run(
    "insert into tenants (id, label, time_zone, currency, region_set, work_from, work_to, created_at) values ('bench', 'Bench', 'UTC', 'USD', 'jm-parishes', 0, 24, 0)",
  );
  await run(
    "insert into memberships (tenant_id, id, user_id, role, created_at) values ('bench', 'm', ?, 'owner', 0)",
    id,
  );
}

const open = async (client: Client) => (await client.send("/api/open/")).ms;
const reads = async (client: Client, headers: Record<string, string>) =>
  (await client.send("/api/reads/", { headers })).ms;
const writes = async (client: Client, headers: Record<string, string>) =>
  (await client.send("/api/writes/", { method: "POST", headers })).ms;

async function enter(client: Client): Promise<Session> {
  const { text, setCookies } = await client.send("/api/enter/", { method: "POST", body: { email: account.email } });
  const { access } = JSON.parse(text) as { access: string };
  const cookie = setCookies.map((line) => line.split(";")[0]).join("; ");
  return { bearer: { authorization: `Bearer ${access}` }, cookie: { cookie } };
}

async function signingIn(client: Client): Promise<BenchRow> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < signIns; i++) {
    bare.push((await client.send("/api/hash/", { method: "POST" })).ms);
    ours.push((await client.send("/api/auth/login/", { method: "POST", body: account })).ms);
  }
  return compared("sign-in", "p50 ms", median(ours), "one scrypt", median(bare));
}

/** The first request of many sessions: the token or cookie was never seen, the membership never read. */
async function firstTimes(client: Client): Promise<BenchRow[]> {
  const cases: readonly (readonly [string, (session: Session) => Promise<number>])[] = [
    ["token and membership, first time", ({ bearer }) => reads(client, bearer)],
    ["cookie and membership, first time", ({ cookie }) => reads(client, cookie)],
  ];
  const rows: BenchRow[] = [];
  for (const [name, call] of cases) {
    const sessions: Session[] = [];
    for (let i = 0; i < 2 * strangers; i++) sessions.push(await enter(client));
    const [warming, measured] = [sessions.slice(strangers), sessions.slice(0, strangers)];
    for (const session of warming) await call(session);
    const calls = measured.map((session) => () => call(session));
    rows.push(...(await beside(client, name, calls, 2)));
  }
  return rows;
}

/** A new session for each, since an access token lives five minutes. */
async function rememberedTimes(client: Client): Promise<BenchRow[]> {
  const cases: readonly (readonly [string, number, (session: Session) => Promise<number>])[] = [
    ["token, remembered", 0.1, ({ bearer }) => reads(client, bearer)],
    ["cookie, remembered", 0.1, ({ cookie }) => reads(client, cookie)],
    ["nobody asked, but one bare read of D1", 2, async () => (await client.send("/api/read/")).ms],
    ["token remembered, membership read afresh", 2, ({ bearer }) => writes(client, bearer)],
  ];
  const rows: BenchRow[] = [];
  for (const [name, wanted, call] of cases) {
    const session = await enter(client);
    for (let i = 0; i < warmUps; i++) await call(session);
    const calls = Array.from({ length: pairs }, () => () => call(session));
    rows.push(...(await beside(client, name, calls, wanted)));
  }
  return rows;
}

/** Each call between two of the open door, so that whatever slows the machine slows both. */
async function beside(
  client: Client,
  name: string,
  calls: readonly (() => Promise<number>)[],
  wanted: number,
): Promise<BenchRow[]> {
  const ours: number[] = [];
  const bare: number[] = [];
  const added: number[] = [];
  for (const call of calls) {
    const before = await open(client);
    const taken = await call();
    const after = await open(client);
    ours.push(taken);
    bare.push(before, after);
    added.push(taken - (before + after) / 2);
  }
  return [
    compared(name, "p50 ms a request", median(ours), "open endpoint", median(bare)),
    compared(name, "p50 ms added", median(added), "wanted at most", wanted),
  ];
}

function compared(name: string, metric: string, ours: number, other: string, otherValue: number): BenchRow {
  return { part: "auth", case: name, metric, ours, other, other_value: otherValue, ratio: ours / otherValue };
}
