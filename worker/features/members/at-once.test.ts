import { expect, test } from "vitest";
import { startApp, type TestApp } from "../../testing/harness.ts";
import { openTeam } from "../../testing/team.ts";

/** Two isolates over one database. */
const here = startApp();
const elsewhere = startApp();

const read = (app: TestApp, { bearer }: { bearer: HeadersInit }) => app.fetch("/api/members/", { headers: bearer });
const write = (app: TestApp, { bearer }: { bearer: HeadersInit }) =>
  app.send("PATCH", "/api/tenant/", { label: "Changed" }, bearer);

test("a removed member neither writes anywhere nor reads where it happened, at once; and reads nowhere after 10 seconds", async () => {
  const { owner, admin } = await openTeam(here, "removed", ["owner", "admin"]);
  for (const app of [here, elsewhere]) expect((await read(app, admin)).status).toBe(200);
  expect((await owner.remove(admin.memberId)).status).toBe(204);
  expect((await read(here, admin)).status).toBe(401);
  for (const app of [here, elsewhere]) expect((await write(app, admin)).status).toBe(401);
  elsewhere.pass(10_001);
  expect((await read(elsewhere, admin)).status).toBe(401);
});

test("another isolate remembers a removed member for reads for ten seconds at most, unless it learns of the change", async () => {
  const { owner, admin, viewer } = await openTeam(here, "remembered", ["owner", "admin", "viewer"]);
  expect((await read(elsewhere, admin)).status).toBe(200);
  await owner.remove(admin.memberId);
  expect((await read(elsewhere, admin)).status).toBe(200);
  // Anybody of the tenant who is read afresh brings the new access version along.
  await elsewhere.fetch("/api/tenant/", { headers: viewer.bearer });
  expect((await read(elsewhere, admin)).status).toBe(401);
});

test("a lowered role holds at once for writes, and at once for reads where it happened", async () => {
  const { owner, admin } = await openTeam(here, "lowered", ["owner", "admin"]);
  expect((await write(elsewhere, admin)).status).toBe(200);
  expect((await read(here, admin)).status).toBe(200);
  expect((await owner.change(admin.memberId, "viewer")).status).toBe(200);
  for (const app of [here, elsewhere]) expect((await write(app, admin)).status).toBe(403);
  expect((await read(here, admin)).status).toBe(403);
  // The refused write was read afresh, and so taught the other isolate.
  expect((await read(elsewhere, admin)).status).toBe(403);
});
