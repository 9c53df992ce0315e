import * as oauth from "oauth4webapi";
import { Email } from "#contracts/fields.ts";
import type { Pending } from "./pending.ts";
import { attempt, callOptions, type KnownProvider, type ProviderConfig } from "./provider.ts";
import { OidcRefusal } from "./refusal.ts";

/** Who the provider says came in. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** Lower case. Null when there is none, or the provider does not vouch for it. */
  readonly verifiedEmail: string | null;
}

interface Exchange {
  readonly provider: ProviderConfig;
  readonly known: KnownProvider;
  readonly pending: Pending;
  readonly redirectUri: string;
  /** The query that the provider sent the browser back with. */
  readonly answer: URLSearchParams;
}

// Lower-cased only after the check, which lets ASCII through: other letters fall together with ASCII ones when lower-cased.
const Address = Email.toLowerCase();

/** The address of the provider's page, for this one sign-in. */
export async function authorizationAddress(
  { client_id }: ProviderConfig,
  { metadata }: KnownProvider,
  { state, nonce, verifier }: Pick<Pending, "state" | "nonce" | "verifier">,
  redirectUri: string,
): Promise<string> {
  const address = new URL(metadata.authorization_endpoint!);
  const parameters = {
    response_type: "code",
    client_id,
    redirect_uri: redirectUri,
    scope: "openid email profile",
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}

/** Redeems the code and checks all that was said: state, issuer, audience, times, nonce and signature. */
export async function exchange({ provider, known, pending, redirectUri, answer }: Exchange): Promise<ProviderIdentity> {
  const { metadata, keys } = known;
  const client: oauth.Client = { client_id: provider.client_id };
  const options = callOptions(provider);
  const parameters = await attempt("answer", () => readAnswer(metadata, client, answer, pending.state));
  const { claims, accessToken } = await attempt("token", async () => {
    const authentication = clientAuthentication(metadata, provider.client_secret);
    const response = await oauth.authorizationCodeGrantRequest(
      metadata,
      client,
      authentication,
      parameters,
      redirectUri,
      pending.verifier,
      options,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(metadata, client, response, {
      expectedNonce: pending.nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(metadata, response, { ...options, [oauth.jwksCache]: keys });
    return { claims: oauth.getValidatedIdTokenClaims(tokens)!, accessToken: tokens.access_token };
  });
  // Both from one place: an address of one answer must not be vouched for by another.
  const isWhole = claims.email !== undefined && claims.email_verified !== undefined;
  const profile =
    isWhole || !metadata.userinfo_endpoint
      ? claims
      : await attempt("userinfo", async () => {
          const response = await oauth.userInfoRequest(metadata, client, accessToken, options);
          return oauth.processUserInfoResponse(metadata, client, claims.sub, response);
        });
  return { issuer: metadata.issuer, subject: claims.sub, verifiedEmail: verifiedEmail(profile) };
}

/** Basic unless the provider only takes the other: some refuse the one, and all that name neither must take Basic. */
function clientAuthentication(metadata: oauth.AuthorizationServer, secret: string): oauth.ClientAuth {
  const taken = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return taken.includes("client_secret_basic") ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret);
}

/** Before anything of the answer is believed, its state must be the one of this browser. */
function readAnswer(
  metadata: oauth.AuthorizationServer,
  client: oauth.Client,
  answer: URLSearchParams,
  state: string,
): URLSearchParams {
  if (answer.get("state") !== state) throw new OidcRefusal("oidc-expired", "answer: state of another sign-in");
  if (answer.get("error") === "access_denied") throw new OidcRefusal("oidc-denied", "answer: access_denied");
  return oauth.validateAuthResponse(metadata, client, answer, state);
}

function verifiedEmail(profile: Readonly<Record<string, unknown>>): string | null {
  // Some providers write the boolean as text.
  const isVerified = profile.email_verified === true || profile.email_verified === "true";
  const email = Address.safeParse(profile.email);
  return isVerified && email.success ? email.data : null;
}
