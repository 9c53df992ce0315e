import { expect, test } from "vitest";
import { startApp } from "../../../testing/harness.ts";
import { droppedPending, keepPending } from "./pending.ts";

// The whole flow runs against real providers in worker/testing/app/oidc*.test.ts; these are the parts a browser reaches without one.
const provider = (id: string) => ({
  id,
  name: id.toUpperCase(),
  issuer: `https://${id}.test`,
  client_id: "us",
  client_secret: "secret-of-ours",
});
const app = startApp({ env: { OIDC_PROVIDERS: JSON.stringify([provider("corp"), provider("other")]) } });
const { config, secrets } = app.services;

const begun = { provider: "corp", state: "state", nonce: "nonce", verifier: "verifier", next: "/me" };
const cookieFor = async (pending = begun) => (await keepPending(config, secrets, pending, app.clock())).split(";")[0]!;
const callback = (cookie: string, id = "corp") =>
  app.fetch(`/api/auth/oidc/${id}/callback/?code=code&state=state`, { headers: { cookie } });
const reasons = () => app.logged.filter(({ event }) => event === "oidc-refused").map(({ reason }) => reason);

test("the providers are listed without anything of their configuration", async () => {
  const answer = await app.fetch("/api/auth/oidc/");
  expect(await answer.json()).toEqual({
    providers: [
      { id: "corp", name: "CORP" },
      { id: "other", name: "OTHER" },
    ],
  });
});

test("without providers the list is empty and every way is 404", async () => {
  const bare = startApp();
  expect(await (await bare.fetch("/api/auth/oidc/")).json()).toEqual({ providers: [] });
  for (const step of ["start", "callback"]) expect((await bare.fetch(`/api/auth/oidc/corp/${step}/`)).status).toBe(404);
});

test("a provider that says nothing of use leads back to sign-in, and leaves no cookie", async () => {
  const answer = await app.fetch("/api/auth/oidc/corp/start/?next=/ops/audit");
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe("/login?problem=oidc-failed&next=%2Fops%2Faudit");
  expect(answer.headers.getSetCookie()).toEqual([droppedPending(config)]);
});

test("the cookie of a begun sign-in is for our callback alone and says nothing to who reads it", async () => {
  const cookie = await keepPending(config, secrets, begun, app.clock());
  expect(cookie).toMatch(/^__Secure-adinsights\.oidc=/);
  expect(cookie).toContain("Max-Age=600; Path=/api/auth/oidc/; HttpOnly; SameSite=Lax; Secure");
  for (const secret of [begun.nonce, begun.verifier, begun.next]) expect(cookie).not.toContain(secret);
});

test("a callback is only believed with the whole cookie of this provider, in time", async () => {
  const cookie = await cookieFor();
  const answers = [
    await callback(""),
    await callback(`${cookie.slice(0, -2)}AA`),
    await callback(await cookieFor({ ...begun, provider: "other" })),
    await callback(cookie, "other"),
  ];
  app.pass(10 * 60_000);
  answers.push(await callback(cookie));
  for (const answer of answers) {
    expect(answer.headers.get("location")).toMatch(/^\/login\?problem=oidc-expired/);
    expect(answer.headers.getSetCookie()).toEqual([droppedPending(config)]);
  }
  expect(reasons().slice(-5)).toEqual([
    "not-begun-in-this-browser",
    "cookie-is-not-ours",
    "begun-with-another-provider",
    "begun-with-another-provider",
    "took-too-long",
  ]);
});

test("a sealed text of another place is no cookie of ours", async () => {
  const [name] = (await cookieFor()).split("=");
  const foreign = await secrets.seal("second-factor/somebody", JSON.stringify({ ...begun, until: app.clock() + 1000 }));
  expect((await callback(`${name}=${foreign}`)).headers.get("location")).toBe("/login?problem=oidc-expired");
});

test("configuration: an issuer that can be overheard is refused", () => {
  const env = { OIDC_PROVIDERS: JSON.stringify([{ ...provider("corp"), issuer: "http://corp.test" }]) };
  expect(() => startApp({ env })).toThrow(/OIDC_PROVIDERS.*must be https/);
  const near = { OIDC_PROVIDERS: JSON.stringify([{ ...provider("corp"), issuer: "http://127.0.0.1:9000" }]) };
  expect(startApp({ env: near }).services.config.OIDC_PROVIDERS).toHaveLength(1);
});
