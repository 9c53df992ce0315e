import { expect, test } from "vitest";
import { createTenant, member, password } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { sessionToken } from "./session-cookies.ts";

const app = startApp();
const { config } = app.services;

async function signedIn(): Promise<string> {
  await createTenant(app, "acme", { members: [member("ann@acme.test")] });
  const response = await app.send("POST", "/api/auth/login/", { email: "ann@acme.test", password });
  const line = response.headers.getSetCookie().find((one) => one.includes("session_token"))!;
  return line.split(";")[0]!;
}

test("the cookie that better-auth sets is read, wherever it stands; one changed anywhere is not", async () => {
  const pair = await signedIn();
  const token = await sessionToken(config, `a=1; ${pair}; b=2`);
  const known = await app.env.DB.prepare("select id from sessions where token = ?").bind(token).all();
  expect(known.results).toHaveLength(1);
  const start = pair.indexOf("=") + 1;
  for (let at = start; at < pair.length; at++) {
    // The last letter of the signature holds bits that carry nothing.
    if (pair.slice(at + 1) === "%3D") continue;
    const other = pair[at] === "1" ? "2" : "1";
    expect(await sessionToken(config, pair.slice(0, at) + other + pair.slice(at + 1)), `letter ${at}`).toBeUndefined();
  }
  expect(
    await sessionToken({ ...config, AUTH_SECRET: "another secret that is long enough too" }, pair),
  ).toBeUndefined();
});

test("what is no cookie of ours is no session, whatever it is", async () => {
  const name = "__Secure-adinsights.session_token";
  const values = ["", ".", "abc", "abc.def", "%", "%E0%A4%A", `x.${"A".repeat(43)}=`, `x.${"%".repeat(44)}`];
  for (const header of ["", ";;=", "session_token=x", ...values.map((value) => `${name}=${value}`)])
    expect(await sessionToken(config, header), header).toBeUndefined();
});
