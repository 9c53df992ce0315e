import { hashPassword, verifyPassword } from "better-auth/crypto";
import { beforeAll, expect, test } from "vitest";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, password } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { openSignIn } from "./sign-in.ts";

const app = startApp();
const people = {
  known: "known@acme.test",
  unknown: "unknown@acme.test",
  onlyProvider: "only-provider@acme.test",
  emptyPassword: "empty-password@acme.test",
};

beforeAll(async () => {
  const emails = [people.known, people.onlyProvider, people.emptyPassword];
  await createTenant(app, "acme", { members: emails.map((email) => member(email)) });
  const withoutPassword = (change: string, email: string) =>
    app.env.DB.prepare(`update accounts set ${change} where user_id = (select id from users where email = ?)`)
      .bind(email)
      .run();
  await withoutPassword("provider_id = 'oidc:company', password = null", people.onlyProvider);
  await withoutPassword("password = null", people.emptyPassword);
});

test("whatever is wrong, the answer is the same", async () => {
  const answers = await Promise.all(
    Object.values(people).map(async (email) => {
      const response = await app.send("POST", "/api/auth/login/", { email, password: "not the password" });
      const { request_id: _, ...problem } = await response.json<Problem>();
      return { status: response.status, cookies: response.headers.getSetCookie(), problem };
    }),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 401, cookies: [], problem: { type: "/problems/wrong-credentials" } });
});

test("whoever it is, and right or wrong, one password is hashed", async () => {
  let hashed = 0;
  const signIn = openSignIn(app.env, app.services.log, {
    hash: (secret) => {
      hashed += 1;
      return hashPassword(secret);
    },
    verify: (given) => {
      hashed += 1;
      return verifyPassword(given);
    },
  });
  const cost = async (email: string, secret: string) => {
    const before = hashed;
    const found = await signIn(email, secret);
    return { found: found?.email, hashed: hashed - before };
  };
  for (const email of Object.values(people))
    expect(await cost(email, "not the password")).toEqual({ found: undefined, hashed: 1 });
  for (const email of [people.unknown, people.onlyProvider, people.emptyPassword])
    expect(await cost(email, password)).toEqual({ found: undefined, hashed: 1 });
  expect(await cost("Known@ACME.test", password)).toEqual({ found: people.known, hashed: 1 });
});

test("somebody who belongs to no tenant learns it only by the right password, and has no session", async () => {
  const [id] = await app.services.ensureUsers([{ email: "alone@acme.test", name: "Alone", password }]);
  const wrong = await app.send("POST", "/api/auth/login/", { email: "alone@acme.test", password: "not it at all" });
  expect(wrong.status).toBe(401);
  const right = await app.send("POST", "/api/auth/login/", { email: "alone@acme.test", password });
  expect(right.status).toBe(403);
  expect(right.headers.getSetCookie()).toEqual([]);
  const sessions = await app.env.DB.prepare("select id from sessions where user_id = ?").bind(id).all();
  expect(sessions.results).toEqual([]);
});
