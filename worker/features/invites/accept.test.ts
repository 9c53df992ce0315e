import { expect, test } from "vitest";
import type { SignedIn } from "#contracts/auth.ts";
import { auditRows } from "../../testing/audit-rows.ts";
import { createTenant, member, password, signIn } from "../../testing/factories.ts";
import { origin } from "../../testing/harness.ts";
import { openMailWorld } from "../../testing/mail-world.ts";
import { at, listed, openTeam } from "../../testing/team.ts";

const world = openMailWorld();
const { app } = world;
const newPassword = "plum kettle orbit ladder";
const minute = 60_000;

/** A tenant that invites the address, and the link that came. */
async function invitedTo(id: string, email: string, role = "analyst") {
  const { owner } = await openTeam(app, id, ["owner"]);
  const response = await app.send("POST", "/api/invites/", { email, role }, owner.bearer);
  const { id: inviteId } = await response.json<{ id: string }>();
  await world.drain();
  return { owner, inviteId, token: world.tokenTo(email, "invite") };
}

/** Somebody who has an account by another tenant. */
async function person(email: string, tenantId: string) {
  await createTenant(app, tenantId, { members: [member(email)] });
  return at(app, tenantId, email);
}

const accept = (body: object, headers: HeadersInit = {}) => app.send("POST", "/api/auth/invite/accept/", body, headers);
const kindOf = async (response: Response) => (await response.json<{ type: string }>()).type.replace("/problems/", "");
const rolesIn = async (tenantId: string) => {
  const { results } = await app.env.DB.prepare(
    "select u.email, m.role from memberships m join users u on u.id = m.user_id where tenant_id = ? order by email",
  )
    .bind(tenantId)
    .all<{ email: string; role: string }>();
  return results.map(({ email, role }) => `${email} ${role}`);
};

test("somebody new gets an account by the link, is a member and signed in", async () => {
  const { owner, inviteId, token } = await invitedTo("acc-new", "new@acc.test");
  const response = await accept({ token, name: "New Person", password: newPassword });
  expect(response.status, await response.clone().text()).toBe(200);
  const body = await response.json<SignedIn>();
  expect(body.user).toMatchObject({ email: "new@acc.test", name: "New Person" });
  expect(body.tenant).toMatchObject({ id: "acc-new", role: "analyst" });
  const me = await app.fetch("/api/me/", { headers: { authorization: `Bearer ${body.access}` } });
  expect(await me.json()).toMatchObject({ roles: ["analyst"], tenant: { id: "acc-new" } });
  expect(await rolesIn("acc-new")).toEqual(["new@acc.test analyst", "owner@acc-new.test owner"]);
  const row = await app.env.DB.prepare("select email_verified as v from users where email = 'new@acc.test'").first("v");
  expect(row).toBe(1);
  const again = await app.send("POST", "/api/auth/login/", { email: "new@acc.test", password: newPassword });
  expect(again.status).toBe(200);
  const told = (await auditRows(app, "acc-new")).filter(({ actor_label }) => actor_label === "new@acc.test");
  expect(told.map(({ action, target_kind }) => [action, target_kind])).toEqual([
    ["invite.accepted", "invite"],
    ["member.added", "member"],
    ["sign-in.succeeded", "session"],
    ["sign-in.succeeded", "session"],
  ]);
  expect(told[0]!.target_id).toBe(inviteId);
  expect(Object.keys(await listed(app, owner))).toEqual(["new", "owner"]);
  expect(await kindOf(await accept({ token, name: "Again", password: newPassword }))).toBe("token-used");
});

test("a new account says its name and a password that is hard to guess, by the field", async () => {
  const { token } = await invitedTo("acc-fields", "fields@acc.test");
  const fieldsOf = async (body: object) => {
    const response = await accept({ token, ...body });
    expect(response.status).toBe(400);
    return (await response.json<{ errors: { field: string }[] }>()).errors.map(({ field }) => field);
  };
  expect(await fieldsOf({})).toEqual(["name", "password"]);
  expect(await fieldsOf({ name: "F" })).toEqual(["password"]);
  expect(await fieldsOf({ name: "F", password: "short" })).toEqual(["password"]);
  expect(await fieldsOf({ name: "F", password: "password1234" })).toEqual(["password"]);
  expect(await rolesIn("acc-fields")).toHaveLength(1);
  expect((await accept({ token, name: "F", password: newPassword })).status).toBe(200);
});

test("an account that exists gives its password, and keeps its name", async () => {
  await person("known@acc.test", "acc-known-home");
  const { token } = await invitedTo("acc-known", "known@acc.test", "viewer");
  expect((await accept({ token })).status).toBe(400);
  expect(await kindOf(await accept({ token, password: "not the password" }))).toBe("wrong-credentials");
  const failed = (await auditRows(app, "acc-known-home")).filter(({ action }) => action === "sign-in.failed");
  expect(failed).toHaveLength(1);
  const response = await accept({ token, name: "Somebody else", password });
  expect(response.status).toBe(200);
  const body = await response.json<SignedIn>();
  expect(body.user.name).toBe("known");
  expect(body.tenant.id).toBe("acc-known");
  expect(body.tenants.map(({ id }) => id).sort()).toEqual(["acc-known", "acc-known-home"]);
});

test("wrong passwords at a link count as tries to sign in", async () => {
  await person("guessed@acc.test", "acc-guessed-home");
  const { token } = await invitedTo("acc-guessed", "guessed@acc.test");
  const kinds: string[] = [];
  for (let turn = 0; turn < 12; turn += 1) kinds.push(await kindOf(await accept({ token, password: `wrong ${turn}` })));
  expect(kinds[0]).toBe("wrong-credentials");
  expect(kinds.at(-1)).toMatch(/rate-limited|account-locked/);
});

test("a session of the same address is enough, by bearer or by cookie", async () => {
  const home = await person("session@acc.test", "acc-session-home");
  const byBearer = await invitedTo("acc-session-1", "session@acc.test");
  const first = await accept({ token: byBearer.token }, home.bearer);
  expect(first.status, await first.clone().text()).toBe(200);
  expect((await first.json<SignedIn>()).tenant.id).toBe("acc-session-1");
  const { cookie } = await signIn(app, "session@acc.test");
  const byCookie = await invitedTo("acc-session-2", "session@acc.test");
  // Without an Origin it could come from anywhere: the cookie does not count.
  expect((await accept({ token: byCookie.token }, { cookie })).status).toBe(400);
  expect((await accept({ token: byCookie.token }, { cookie, origin: "https://evil.test" })).status).toBe(403);
  const second = await accept({ token: byCookie.token }, { cookie, origin });
  expect((await second.json<SignedIn>()).tenant.id).toBe("acc-session-2");
});

test("a session of another account is told so, and an ended one does not matter", async () => {
  const other = await person("other@acc.test", "acc-other-home");
  const { token } = await invitedTo("acc-other", "wanted@acc.test");
  const response = await accept({ token, name: "W", password: newPassword }, other.bearer);
  expect(response.status).toBe(403);
  expect(await kindOf(response)).toBe("token-foreign");
  expect(await rolesIn("acc-other")).toHaveLength(1);
  await app.env.DB.prepare("delete from sessions where user_id = ?").bind(other.userId).run();
  expect((await accept({ token, name: "W", password: newPassword }, other.bearer)).status).toBe(200);
});

test("somebody with a second factor is a member by the password, and in by the code", async () => {
  const home = await person("totp@acc.test", "acc-totp-home");
  await app.env.DB.prepare(
    "insert into second_factors (user_id, secret, created_at, confirmed_at) values (?, 'sealed', 1, 1)",
  )
    .bind(home.userId)
    .run();
  const { token } = await invitedTo("acc-totp", "totp@acc.test");
  const response = await accept({ token, password });
  expect(response.status).toBe(401);
  expect(response.headers.getSetCookie()).toEqual([]);
  expect(await response.json()).toMatchObject({
    type: "/problems/second-factor-required",
    challenge: expect.stringMatching(/^ads_/),
  });
  expect(await rolesIn("acc-totp")).toContain("totp@acc.test analyst");
});

test("of two who accept at once, one does", async () => {
  for (const round of [1, 2, 3]) {
    const email = `twice-${round}@acc.test`;
    const { token } = await invitedTo(`acc-twice-${round}`, email);
    const answers = await Promise.all(["One", "Two"].map((name) => accept({ token, name, password: newPassword })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await rolesIn(`acc-twice-${round}`)).toHaveLength(2);
    const users = await app.env.DB.prepare("select count(*) as n from users where email = ?").bind(email).first("n");
    expect(users).toBe(1);
    const told = (await auditRows(app, `acc-twice-${round}`)).filter(({ action }) => action === "member.added");
    expect(told).toHaveLength(2);
  }
});

test("of two sessions of one person that accept at once, one does, and the person is a member once", async () => {
  const home = await person("both@acc.test", "acc-both-home");
  const { token } = await invitedTo("acc-both", "both@acc.test");
  const answers = await Promise.all([accept({ token }, home.bearer), accept({ token }, home.bearer)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await rolesIn("acc-both")).toHaveLength(2);
});

test("who became a member by another way meanwhile is told so, and the link stays", async () => {
  const home = await person("meanwhile@acc.test", "acc-mean-home");
  const { token } = await invitedTo("acc-mean", "meanwhile@acc.test");
  await createTenant(app, "acc-mean", { members: [member("meanwhile@acc.test", "viewer")] });
  expect(await kindOf(await accept({ token }, home.bearer))).toBe("conflict");
  expect(await rolesIn("acc-mean")).toContain("meanwhile@acc.test viewer");
});

test("links that expired, were taken back or replaced, or are none, each get their own problem", async () => {
  const late = await invitedTo("acc-late", "late@acc.test");
  const name = { name: "L", password: newPassword };
  expect(await kindOf(await accept({ ...name, token: "adi_not-whole" }))).toBe("token-unknown");
  expect(await kindOf(await accept({ ...name, token: `adr_${late.token.slice(4)}` }))).toBe("token-foreign");
  app.pass(2 * minute);
  await app.fetch(`/api/invites/${late.inviteId}/resend/`, { method: "POST", headers: late.owner.bearer });
  expect(await kindOf(await accept({ ...name, token: late.token }))).toBe("token-revoked");
  await world.drain();
  const newest = world.tokenTo("late@acc.test", "invite");
  const back = await invitedTo("acc-back", "back@acc.test");
  await app.fetch(`/api/invites/${back.inviteId}/`, { method: "DELETE", headers: back.owner.bearer });
  expect(await kindOf(await accept({ ...name, token: back.token }))).toBe("token-revoked");
  app.pass(8 * 24 * 60 * minute);
  expect(await kindOf(await accept({ ...name, token: newest }))).toBe("token-expired");
  expect(await rolesIn("acc-late")).toHaveLength(1);
});
