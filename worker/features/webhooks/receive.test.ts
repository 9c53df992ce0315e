import { Webhook } from "standardwebhooks";
import { beforeAll, expect, test } from "vitest";
import { connection, createTenant, member, signIn } from "../../testing/factories.ts";
import { startApp, type TestApp } from "../../testing/harness.ts";

const app = startApp();
const airbyteConnectionId = crypto.randomUUID();
const path = (url: string) => new URL(url).pathname;

/** A tenant of its own with an address for notifications. */
async function address(tenant: string, signed: boolean) {
  const email = `owner@${tenant}.test`;
  const connections = [connection("meta")];
  await createTenant(app, tenant, { members: [member(email)], connections });
  const { bearer } = await signIn(app, email, tenant);
  const made = await app.send("POST", "/api/airbyte/webhooks/", { signed }, bearer);
  expect(made.status, await made.clone().text()).toBe(200);
  const { url, secret } = await made.json<{ url: string; secret: string | null }>();
  return { tenant, bearer, at: path(url), secret: secret ?? "", airbyteId: connections[0]!.airbyte_connection_id };
}

const notification = (connectionId: string, jobId: unknown = 7) => ({
  data: { workspace: { id: "w", name: "W" }, connection: { id: connectionId, name: "C" }, jobId, success: true },
});

async function deliveriesOf({ bearer }: { bearer: HeadersInit }, of: TestApp = app) {
  const response = await of.fetch("/api/airbyte/webhooks/deliveries/", { headers: bearer });
  expect(response.status).toBe(200);
  return (await response.json<{ deliveries: { outcome: string; times: number; signed: boolean }[] }>()).deliveries;
}

const kindOf = async (response: Response) => (await response.json<{ type: string }>()).type;

let open: Awaited<ReturnType<typeof address>>;
beforeAll(async () => {
  open = await address("open-hooks", false);
});

test("an address that is none of ours is 404, also one that was replaced or taken away", async () => {
  const first = await address("moved-hooks", false);
  expect((await app.send("POST", first.at, notification(first.airbyteId))).status).toBe(202);
  const second = await app.send("POST", "/api/airbyte/webhooks/", { signed: false }, first.bearer);
  const { url } = await second.json<{ url: string }>();
  expect((await app.send("POST", first.at, notification(first.airbyteId))).status).toBe(404);
  expect((await app.send("POST", path(url), notification(first.airbyteId))).status).toBe(202);
  expect((await app.fetch("/api/airbyte/webhooks/", { method: "DELETE", headers: first.bearer })).status).toBe(204);
  for (const at of [path(url), "/api/airbyte/webhooks/adw_of-nobody/"])
    expect(await kindOf(await app.send("POST", at, notification(first.airbyteId)))).toBe("/problems/not-found");
});

test("known, unknown and worded notifications get the same answer, and are noted once each", async () => {
  const bodies = [
    notification(open.airbyteId),
    notification(airbyteConnectionId),
    { text: "Hello World! This is a test." },
    { text: "schema changed", blocks: [], data: { connection: 5, jobId: {} } },
  ];
  for (const body of [...bodies, ...bodies]) {
    const response = await app.send("POST", open.at, body);
    expect([response.status, await response.text()]).toEqual([202, ""]);
  }
  const noted = await deliveriesOf(open);
  expect(noted.map(({ outcome, times }) => [outcome, times])).toEqual([
    ["ignored", 2],
    ["ignored", 2],
    ["unknown", 2],
    ["checked", 2],
  ]);
});

test("a connection of another tenant is unknown", async () => {
  const other = await address("other-hooks", false);
  await app.send("POST", other.at, notification(open.airbyteId, 99));
  expect((await deliveriesOf(other)).map(({ outcome }) => outcome)).toEqual(["unknown"]);
});

test.each([
  ["no JSON", "{", 400],
  ["no object", "[]", 400],
  ["a string", '"data"', 400],
  ["too much", JSON.stringify({ text: "x".repeat(70_000) }), 413],
])("%s is refused, and nothing is noted", async (_, body, status) => {
  const before = await deliveriesOf(open);
  const headers = { "content-type": "application/json" };
  expect((await app.fetch(open.at, { method: "POST", headers, body })).status).toBe(status);
  expect(await deliveriesOf(open)).toEqual(before);
});

test("where the address is signed, only a fresh message with a good signature is taken, and once", async () => {
  const signed = await address("signed-hooks", true);
  const body = JSON.stringify(notification(signed.airbyteId));
  const send = (id: string, at: Date, secret: string, of = body) =>
    app.fetch(signed.at, {
      method: "POST",
      body: of,
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
        "webhook-signature": new Webhook(secret).sign(id, at, body),
      },
    });
  const now = new Date();
  const old = new Date(now.getTime() - 6 * 60_000);
  const wrong = `whsec_${btoa("another secret of thirty-two byte")}`;
  const refused = [
    await app.send("POST", signed.at, notification(signed.airbyteId)),
    await send("m1", now, wrong),
    await send("m1", old, signed.secret),
    await send("m1", now, signed.secret, body.replace("7", "8")),
  ];
  for (const response of refused) {
    expect(response.status).toBe(401);
    expect(await kindOf(response)).toBe("/problems/bad-signature");
  }
  expect(await deliveriesOf(signed)).toEqual([]);

  expect((await send("m1", now, signed.secret)).status).toBe(202);
  const replayed = await send("m1", now, signed.secret);
  expect([replayed.status, await kindOf(replayed)]).toEqual([401, "/problems/bad-signature"]);
  const [only, ...more] = await deliveriesOf(signed);
  expect([only?.signed, only?.times, more]).toEqual([true, 1, []]);
});

test("neither address nor secret is told again, logged or stored as it is", async () => {
  const fresh = await address("secret-hooks", true);
  const read = await app.fetch("/api/airbyte/webhooks/", { headers: fresh.bearer });
  const token = fresh.at.split("/").at(-2)!;
  const stored = await app.env.DB.prepare("select * from webhook_endpoints where tenant_id = ?")
    .bind(fresh.tenant)
    .all();
  const told = [await read.text(), JSON.stringify(stored.results), JSON.stringify(app.logged)].join();
  for (const secret of [token, fresh.secret]) expect(told).not.toContain(secret);
});

test("a signing secret is set, rotated and taken off while the address stays", async () => {
  const { bearer, at, airbyteId } = await address("signing-hooks", false);
  const sign = async (signed: boolean) => {
    const response = await app.send("PATCH", "/api/airbyte/webhooks/", { signed }, bearer);
    expect(response.status).toBe(200);
    return response.json<{ endpoint: { signed: boolean }; secret: string | null }>();
  };
  const post = (secret: string | null, id: string) => {
    const body = JSON.stringify(notification(airbyteId, id));
    const when = new Date(app.clock());
    const headers = secret && {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(when.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, when, body),
    };
    return app.fetch(at, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
    });
  };
  expect((await post(null, "1")).status).toBe(202);
  const first = await sign(true);
  expect(first).toMatchObject({ endpoint: { signed: true }, secret: expect.stringMatching(/^whsec_/) });
  expect((await post(null, "2")).status).toBe(401);
  expect((await post(first.secret, "3")).status).toBe(202);
  const second = await sign(true);
  expect((await post(first.secret, "4")).status).toBe(401);
  expect((await post(second.secret, "5")).status).toBe(202);
  expect(await sign(false)).toMatchObject({ endpoint: { signed: false }, secret: null });
  expect((await post(null, "6")).status).toBe(202);
  const read = await app.fetch("/api/airbyte/webhooks/", { headers: bearer });
  expect(await read.text()).not.toContain("whsec_");
});

test("there is nothing to sign where there is no address", async () => {
  const { bearer } = await address("unsigned-hooks", false);
  await app.fetch("/api/airbyte/webhooks/", { method: "DELETE", headers: bearer });
  expect((await app.send("PATCH", "/api/airbyte/webhooks/", { signed: true }, bearer)).status).toBe(404);
});
