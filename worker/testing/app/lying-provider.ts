import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { client, listen, type OidcServer } from "./oidc-server.ts";

/** What an honest provider would put into the token of this sign-in. */
export interface Honest {
  readonly claims: JWTPayload & { readonly nonce: string };
  readonly key: CryptoKey;
  readonly sign: (claims: JWTPayload) => Promise<string>;
}

/** How the provider lies at the next sign-in; what is not here is told honestly. */
export interface Lie {
  readonly token?: (honest: Honest) => Promise<string | undefined>;
  /** Of the answer to the browser, e.g. the `iss` of somebody else. */
  readonly answer?: Readonly<Record<string, string>>;
  readonly profile?: Readonly<Record<string, unknown>>;
  /** Never answers at the token endpoint. */
  readonly silent?: true;
}

export interface LyingProvider extends OidcServer {
  lie(lie: Lie): void;
}

/**
 * A provider that says what tests want. Its sign-in page leads straight back. Under `/impostor` it describes itself as the issuer at the
 * root, which it is not when asked there.
 */
export async function startLyingProvider(
  port: number,
  person: Readonly<Record<string, unknown>>,
): Promise<LyingProvider> {
  const url = `http://127.0.0.1:${port}`;
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "liar", alg: "RS256", use: "sig" };
  const sign = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "liar" }).sign(privateKey);
  let lie: Lie = {};
  let nonce = "";

  const description = {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    userinfo_endpoint: `${url}/userinfo`,
    jwks_uri: `${url}/jwks`,
    authorization_response_iss_parameter_supported: true,
    response_types_supported: ["code"],
    id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
  };

  async function tokens() {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: url, aud: client.id, iat: now, exp: now + 300, nonce, ...person };
    const token = lie.token ? await lie.token({ claims, key: privateKey, sign }) : await sign(claims);
    return { access_token: "access", token_type: "Bearer", expires_in: 300, ...(token ? { id_token: token } : {}) };
  }

  function back(query: URLSearchParams): string {
    nonce = query.get("nonce") ?? "";
    const address = new URL(query.get("redirect_uri")!);
    const answer = { code: "code", state: query.get("state")!, iss: url, ...lie.answer };
    for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value);
    return address.href;
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, url);
    const say = (body: unknown) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    if (pathname === "/authorize") return response.writeHead(302, { location: back(searchParams) }).end();
    if (pathname.endsWith("/.well-known/openid-configuration")) return say(description);
    if (pathname === "/jwks") return say({ keys: [jwk] });
    if (pathname === "/userinfo") return say({ ...person, ...lie.profile });
    await text(request);
    if (!lie.silent) return say(await tokens());
  });
  await listen(server, port);
  return {
    url,
    lie: (next) => {
      lie = next;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
