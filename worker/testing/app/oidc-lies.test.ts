import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { BrowserJar } from "./browser-jar.ts";
import { app } from "./client.ts";
import { type Honest, type Lie, type LyingProvider, startLyingProvider } from "./lying-provider.ts";
import { home, isSignedIn, landing, newOwner, start } from "./oidc.ts";
import { client } from "./oidc-server.ts";

let liar: LyingProvider;
let someone: Record<string, unknown>;

beforeAll(async () => {
  const { email } = await newOwner();
  someone = { sub: `liar-${email}`, email, email_verified: true };
  liar = await startLyingProvider(inject("oidc").liarPort, someone);
});
beforeEach(() => liar.lie({}));
afterAll(() => liar.stop());

async function signInWith(lie: Lie, jar = new BrowserJar()): Promise<string> {
  liar.lie(lie);
  const { url } = await jar.follow(start("liar"), (next) => !/^\/(login|dashboards)/.test(next.pathname));
  return url.pathname + url.search;
}

const changed =
  (claims: (honest: Honest["claims"]) => Record<string, unknown>) =>
  ({ claims: honest, sign }: Honest) =>
    sign({ ...honest, ...claims(honest) });

const hmac = (key: Uint8Array) => async (honest: Honest) =>
  new SignJWT(honest.claims).setProtectedHeader({ alg: "HS256", kid: "liar" }).sign(key);

const tokens: Record<string, NonNullable<Lie["token"]>> = {
  "of another issuer": changed(() => ({ iss: "https://accounts.elsewhere.example" })),
  "for another client": changed(() => ({ aud: "another-client" })),
  "for us among others, made for another": changed(() => ({ aud: [client.id, "another"], azp: "another" })),
  "that has expired": changed(({ iat }) => ({ iat: iat! - 7200, exp: iat! - 3600 })),
  "that never expires": changed(() => ({ exp: undefined })),
  "that is not good yet": changed(({ iat }) => ({ nbf: iat! + 3600 })),
  "with the nonce of another sign-in": changed(() => ({ nonce: "of-another-sign-in" })),
  "without a nonce": changed(() => ({ nonce: undefined })),
  "of nobody": changed(() => ({ sub: undefined })),
  "signed by another key": async ({ claims }) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: "liar" })
      .sign((await generateKeyPair("RS256")).privateKey),
  "signed by a key that is not published": async ({ claims }) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: "elsewhere" })
      .sign((await generateKeyPair("RS256")).privateKey),
  "that is not signed": async ({ claims }) => new UnsecuredJWT(claims).encode(),
  "whose signature was cut off": async ({ claims, sign }) => `${(await sign(claims)).split(".", 2).join(".")}.`,
  "with claims changed after signing": async ({ claims, sign }) => {
    const [head, , signature] = (await sign(claims)).split(".");
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: "somebody-else" })).toString("base64url");
    return [head, forged, signature].join(".");
  },
  "signed with the client's secret": hmac(new TextEncoder().encode(client.secret)),
  "that is no token": async () => "not.a.token",
  "that is missing": async () => undefined,
};

test("told honestly, the same sign-in is believed: so what follows is refused for the lie", async () => {
  const jar = new BrowserJar();
  expect(await signInWith({}, jar)).toBe(home);
  expect(await isSignedIn(jar)).toBe(true);
});

test.each(Object.entries(tokens))("an ID token %s is refused", async (_, token) => {
  const jar = new BrowserJar();
  expect(await signInWith({ token }, jar)).toBe("/login?problem=oidc-failed");
  expect(await isSignedIn(jar)).toBe(false);
});

test("an answer in the name of another issuer, or of none, is refused", async () => {
  for (const iss of ["https://accounts.elsewhere.example", ""])
    expect(await signInWith({ answer: { iss } })).toBe("/login?problem=oidc-failed");
});

test("what the provider says went wrong is not passed on to the page", async () => {
  const answer = { error: "server_error", error_description: "<b>call this number</b>" };
  expect(await signInWith({ answer })).toBe("/login?problem=oidc-failed");
});

test("an e-mail may stand in the profile, but only in that of the token's person", async () => {
  const bare = changed(() => ({ email: undefined, email_verified: undefined }));
  expect(await signInWith({ token: bare })).toBe(home);
  expect(await signInWith({ token: bare, profile: { sub: "somebody-else" } })).toBe("/login?problem=oidc-failed");
});

test("an address that is only like one of ours is not one of ours", async () => {
  // The Kelvin sign, which becomes a plain k when it is lower-cased.
  const lookalike = String(someone.email).replace("k", "\u212a");
  const token = changed(() => ({ sub: "lookalike", email: lookalike }));
  expect(await signInWith({ token })).toBe("/login?problem=oidc-unverified");
});

test("a provider that describes itself as another issuer is refused before anybody goes there", async () => {
  expect(landing(await new BrowserJar().get(start("impostor")))).toBe("/login?problem=oidc-failed");
});

test("a provider that never answers does not keep people waiting for ever", async () => {
  expect(await signInWith({ silent: true })).toBe("/login?problem=oidc-failed");
  expect((await fetch(`${app.ready.url}/api/health/`)).ok).toBe(true);
});
