import { expect, test } from "vitest";
import type { InviteView } from "#contracts/members.ts";
import { auditRows } from "../../testing/audit-rows.ts";
import { openMailWorld } from "../../testing/mail-world.ts";
import { at, openTeam } from "../../testing/team.ts";

const world = openMailWorld();
const { app } = world;
const minute = 60_000;
const day = 24 * 60 * minute;
const team = (id: string) => openTeam(app, id, ["owner", "admin", "viewer"]);

interface Bearing {
  readonly bearer: { readonly authorization: string };
}

const invite = ({ bearer }: Bearing, email: string, role = "analyst") =>
  app.send("POST", "/api/invites/", { email, role }, bearer);
const resend = ({ bearer }: Bearing, id: string) =>
  app.fetch(`/api/invites/${id}/resend/`, { method: "POST", headers: bearer });
const revoke = ({ bearer }: Bearing, id: string) =>
  app.fetch(`/api/invites/${id}/`, { method: "DELETE", headers: bearer });
const view = (token: string) => app.send("POST", "/api/auth/invite/", { token });
const kindOf = async (response: Response) => (await response.json<{ type: string }>()).type.replace("/problems/", "");

async function invited(by: Bearing, email: string, role?: string): Promise<InviteView> {
  const response = await invite(by, email, role);
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
}

async function listed({ bearer }: Bearing): Promise<InviteView[]> {
  return (await (await app.fetch("/api/invites/", { headers: bearer })).json<{ invites: InviteView[] }>()).invites;
}

test("an invitation is mailed with a link that neither outbox nor queue nor log holds", async () => {
  const { owner } = await team("mailed");
  const made = await invited(owner, "New@Mailed.test", "admin");
  expect(made).toMatchObject({
    email: "new@mailed.test",
    role: "admin",
    invited_by: "owner",
    status: "open",
    sent_at: null,
  });
  expect(Date.parse(made.expires_at) - Date.parse(made.created_at)).toBe(7 * day);
  const waiting = JSON.stringify(world.queue.waiting.map(({ body }) => body));
  expect(waiting).toContain(made.id);
  expect(waiting).not.toMatch(/adi_|mailed\.test/);
  await world.drain();
  const token = world.tokenTo("new@mailed.test", "invite");
  expect(token).toMatch(/^adi_/);
  expect((await listed(owner))[0]).toMatchObject({ id: made.id, sent_at: expect.any(String) });
  expect(await (await view(token)).json()).toEqual({
    email: "new@mailed.test",
    role: "admin",
    to: "A tenant",
    kind: "tenant",
    invited_by: "owner",
    expires_at: made.expires_at,
    has_account: false,
  });
  expect(JSON.stringify(app.logged)).not.toMatch(/adi_|new@mailed/i);
  const told = (await auditRows(app, "mailed")).filter(({ action }) => action === "invite.created");
  expect(told).toEqual([
    expect.objectContaining({ target_id: made.id, target_label: "new@mailed.test", detail: '{"role":"admin"}' }),
  ]);
});

test("a message that comes twice is mailed once", async () => {
  const { owner } = await team("twice");
  await invited(owner, "once@twice.test");
  const message = world.queue.take();
  await world.queue.give(message, world.context);
  await world.queue.give(message, world.context);
  expect(world.mailsTo("once@twice.test")).toHaveLength(1);
});

test("a mail that could not be sent is tried again, with a link of its own", async () => {
  const { owner } = await team("broken-mail");
  const made = await invited(owner, "later@broken.test");
  world.box.broken = true;
  await world.queue.give(world.queue.take(), world.context);
  expect((await listed(owner))[0]).toMatchObject({ id: made.id, sent_at: null });
  world.box.broken = false;
  await world.drain();
  expect((await view(world.tokenTo("later@broken.test", "invite"))).status).toBe(200);
});

test("invitations are listed to those who manage members, and only the tenant's own", async () => {
  const mine = await team("inv-mine");
  const theirs = await team("inv-theirs");
  const foreign = await invited(theirs.owner, "x@inv.test");
  const own = await invited(mine.owner, "x@inv.test");
  expect((await listed(mine.admin)).map(({ id }) => id)).toEqual([own.id]);
  expect((await app.fetch("/api/invites/", { headers: mine.viewer.bearer })).status).toBe(403);
  app.pass(2 * minute);
  expect((await resend(mine.owner, foreign.id)).status).toBe(404);
  expect((await revoke(mine.owner, foreign.id)).status).toBe(404);
  expect((await listed(theirs.owner))[0]!.status).toBe("open");
});

test("nobody invites, resends or takes back beyond their own role", async () => {
  const { owner, admin } = await team("inv-beyond");
  expect((await invite(admin, "boss@beyond.test", "owner")).status).toBe(403);
  const made = await invited(owner, "boss@beyond.test", "owner");
  app.pass(2 * minute);
  expect((await resend(admin, made.id)).status).toBe(403);
  expect((await revoke(admin, made.id)).status).toBe(403);
  expect((await listed(owner))[0]!.status).toBe("open");
});

test("a member cannot be invited again", async () => {
  const { owner } = await team("inv-member");
  const response = await invite(owner, "Viewer@inv-member.test", "admin");
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ detail: expect.stringContaining("belongs to a member already") });
});

test("an address has one open invitation at most, also when invited twice at the same moment", async () => {
  const { owner, admin } = await team("inv-once");
  const answers = await Promise.all([invite(owner, "a@once.test"), invite(admin, "a@once.test", "viewer")]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
  expect(answers.find(({ status }) => status === 429)!.headers.get("retry-after")).toMatch(/^\d+$/);
  app.pass(minute + 1000);
  await world.drain();
  const first = world.tokenTo("a@once.test", "invite");
  await invited(owner, "a@once.test", "admin");
  expect((await listed(owner)).map(({ status, role }) => [status, role])).toEqual([
    ["open", "admin"],
    ["revoked", expect.any(String)],
  ]);
  expect(await kindOf(await view(first))).toBe("token-revoked");
});

test("resending ends the old link at once, at most once a minute, and prolongs", async () => {
  const { owner, admin } = await team("inv-resend");
  const made = await invited(owner, "b@resend.test", "viewer");
  await world.drain();
  const first = world.tokenTo("b@resend.test", "invite");
  const soon = await resend(owner, made.id);
  expect(soon.status).toBe(429);
  expect(Number(soon.headers.get("retry-after"))).toBeGreaterThan(0);
  app.pass(3 * day);
  const later = await at(app, "inv-resend", admin.email);
  const [one, two] = await Promise.all([resend(later, made.id), resend(later, made.id)]);
  expect([one.status, two.status].sort()).toEqual([200, 429]);
  expect(await kindOf(await view(first))).toBe("token-revoked");
  await world.drain();
  expect(world.mailsTo("b@resend.test")).toHaveLength(2);
  const second = world.tokenTo("b@resend.test", "invite");
  app.pass(6 * day);
  expect(await (await view(second)).json()).toMatchObject({ email: "b@resend.test", invited_by: "admin" });
  const told = (await auditRows(app, "inv-resend")).filter(({ action }) => action === "invite.resent");
  expect(told.map(({ actor_label }) => actor_label)).toEqual(["admin@inv-resend.test"]);
});

test("an expired invitation can be sent again; one taken back cannot", async () => {
  const { owner } = await team("inv-ended");
  const made = await invited(owner, "c@ended.test");
  await world.drain();
  const first = world.tokenTo("c@ended.test", "invite");
  app.pass(7 * day + 1000);
  expect(await kindOf(await view(first))).toBe("token-expired");
  const later = await at(app, "inv-ended", owner.email);
  expect((await listed(later))[0]!.status).toBe("expired");
  expect((await resend(later, made.id)).status).toBe(200);
  await world.drain();
  const second = world.tokenTo("c@ended.test", "invite");
  expect((await revoke(later, made.id)).status).toBe(204);
  expect((await revoke(later, made.id)).status).toBe(204);
  expect(await kindOf(await view(second))).toBe("token-revoked");
  app.pass(2 * minute);
  expect((await resend(later, made.id)).status).toBe(409);
  const told = (await auditRows(app, "inv-ended")).filter(({ action }) => action === "invite.revoked");
  expect(told).toHaveLength(1);
});

test("an invitation that is taken back before its mail goes out is not mailed", async () => {
  const { owner } = await team("inv-early");
  const made = await invited(owner, "d@early.test");
  await revoke(owner, made.id);
  await world.drain();
  expect(world.mailsTo("d@early.test")).toEqual([]);
});

test("an invitation falls with the role of whoever sent it, until somebody else sends it again", async () => {
  const { owner, admin } = await team("inv-falls");
  const made = await invited(admin, "e@falls.test", "admin");
  await world.drain();
  const token = world.tokenTo("e@falls.test", "invite");
  expect((await view(token)).status).toBe(200);
  await owner.change(admin.memberId, "viewer");
  expect(await kindOf(await view(token))).toBe("token-revoked");
  expect((await listed(owner))[0]!.status).toBe("revoked");
  app.pass(2 * minute);
  expect((await resend(owner, made.id)).status).toBe(200);
  await world.drain();
  expect((await view(world.tokenTo("e@falls.test", "invite"))).status).toBe(200);
});

test("links that are none, another kind's or nobody's each get their own problem", async () => {
  const { owner } = await team("inv-wrong");
  await invited(owner, "f@wrong.test");
  await world.drain();
  const token = world.tokenTo("f@wrong.test", "invite");
  expect(await kindOf(await view(token.slice(0, -1)))).toBe("token-unknown");
  expect(await kindOf(await view(`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`))).toBe("token-unknown");
  expect(await kindOf(await view(`adp_${token.slice(4)}`))).toBe("token-foreign");
});
