import { callerOf, type PlatformDeps } from "../platform.ts";

const TWO_MONTHS = 60 * 86_400;

interface Answer {
  readonly status: 200 | 400 | 401;
  readonly body: Record<string, unknown>;
}

const refusal = (status: 400 | 401, error: string, error_description: string): Answer => ({
  status,
  body: { error, error_description },
});

/** Exchanges a refresh token for the access token of its tenant. */
export function refresh(deps: PlatformDeps, form: URLSearchParams): Answer {
  if (form.get("grant_type") !== "refresh_token")
    return refusal(400, "unsupported_grant_type", "The sample platform only knows grant_type refresh_token");
  const caller = callerOf(deps, "linkedin", ({ refreshToken }) => refreshToken === form.get("refresh_token"));
  if (!caller)
    return refusal(400, "invalid_request", "The provided authorization grant or refresh token is invalid or expired");
  const { clientId, clientSecret, accessToken } = caller.access.credentials;
  if (form.get("client_id") !== clientId || form.get("client_secret") !== clientSecret)
    return refusal(401, "invalid_client", "Client authentication failed");
  return { status: 200, body: { access_token: accessToken, expires_in: TWO_MONTHS, token_type: "Bearer" } };
}
