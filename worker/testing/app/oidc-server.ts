import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair } from "jose";
import Provider, { type Context } from "oidc-provider";

export const client = { id: "adinsights", secret: "of-this-test-run-only" };

export interface OidcServer {
  readonly url: string;
  stop(): void;
}

/** A loopback port that was free a moment ago, for a server whose address must be known before it runs. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

export function listen(server: Server, port: number): Promise<void> {
  return new Promise((listening, failed) => {
    server.once("error", failed).listen(port, "127.0.0.1", listening);
  });
}

/** Whom a person says they are on the sign-in page of the provider, and whether it vouches for their e-mail. */
interface Person {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
}

const page = (uid: string) => `<!doctype html><html lang="en"><title>Corp</title><h1>Sign in at Corp</h1>
<form method="post" action="/interaction/${uid}">
<label>Subject <input name="sub"></label> <label>E-mail <input name="email" type="email"></label>
<label><input name="verified" type="checkbox"> verified</label>
<button name="answer" value="yes">Continue</button> <button name="answer" value="no">Cancel</button></form></html>`;

/** A certified OpenID provider on the loopback, with a sign-in page that believes whatever people say of themselves. */
export async function startOidcServer(port: number, redirectUri: string): Promise<OidcServer> {
  const url = `http://127.0.0.1:${port}`;
  const people = new Map<string, Person>();
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const provider = new Provider(url, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    cookies: { keys: [randomBytes(16).toString("hex")] },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: "corp", alg: "RS256", use: "sig" }] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 300, IdToken: 300, AuthorizationCode: 60 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: Context, sub: string) => ({ accountId: sub, claims: () => people.get(sub) }),
    loadExistingGrant: grantAll,
  });

  async function interact(request: IncomingMessage, uid: string): Promise<object | string> {
    if (request.method !== "POST") return page(uid);
    const form = new URLSearchParams(await text(request));
    if (form.get("answer") === "no") return { error: "access_denied", error_description: "The person said no" };
    const [sub = "", email = ""] = [form.get("sub")!, form.get("email")!];
    people.set(sub, { sub, email, email_verified: form.has("verified") });
    return { login: { accountId: sub, remember: false } };
  }

  const protocol = provider.callback();
  const server = createServer(async (request, response) => {
    const uid = request.url?.match(/^\/interaction\/([\w-]+)$/)?.[1];
    if (!uid) return protocol(request, response);
    const result = await interact(request, uid);
    if (typeof result === "string") return response.setHeader("content-type", "text/html").end(result);
    return provider.interactionFinished(request, response, result);
  });
  await listen(server, port);
  return { url, stop: () => server.close() };
}

/** Nobody is asked whether our own app may know who they are. */
async function grantAll({ oidc }: Context) {
  const grant = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
  grant.addOIDCScope("openid email profile");
  await grant.save();
  return grant;
}
