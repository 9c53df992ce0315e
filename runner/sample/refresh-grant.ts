import { callerOf, type PlatformDeps } from "./platform.ts";
import type { CredentialsOf } from "./world/credentials.ts";

type Refreshing = "linkedin" | "microsoft_ads";

export interface Answer {
  readonly status: 200 | 400 | 401;
  readonly body: Record<string, unknown>;
}

/** What a platform says in its own words. */
interface Words<P extends Refreshing> {
  readonly unknownToken: { readonly error: string; readonly error_description: string };
  readonly wrongClient: string;
  readonly granted: (credentials: CredentialsOf[P]) => Record<string, unknown>;
}

const refusal = (status: 400 | 401, error: string, error_description: string): Answer => ({
  status,
  body: { error, error_description },
});

/** Exchanges a refresh token for the access token of its tenant. */
export function refreshGrant<P extends Refreshing>(
  deps: PlatformDeps,
  platform: P,
  form: URLSearchParams,
  words: Words<P>,
): Answer {
  if (form.get("grant_type") !== "refresh_token")
    return refusal(400, "unsupported_grant_type", "The sample platform only knows grant_type refresh_token");
  const caller = callerOf(deps, platform, ({ refreshToken }) => refreshToken === form.get("refresh_token"));
  if (!caller) return { status: 400, body: words.unknownToken };
  const credentials: CredentialsOf[P] = caller.access.credentials;
  if (form.get("client_id") !== credentials.clientId || form.get("client_secret") !== credentials.clientSecret)
    return refusal(401, "invalid_client", words.wrongClient);
  return { status: 200, body: words.granted(credentials) };
}
