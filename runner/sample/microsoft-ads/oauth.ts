import { callerOf, type PlatformDeps } from "../platform.ts";

const ONE_HOUR = 3600;

interface Answer {
  readonly status: 200 | 400 | 401;
  readonly body: Record<string, unknown>;
}

const refusal = (status: 400 | 401, error: string, error_description: string): Answer => ({
  status,
  body: { error, error_description },
});

/** Exchanges a refresh token for the access token of its tenant. Microsoft gives a refresh token back, too: here the same. */
export function refresh(deps: PlatformDeps, form: URLSearchParams): Answer {
  if (form.get("grant_type") !== "refresh_token")
    return refusal(400, "unsupported_grant_type", "The sample platform only knows grant_type refresh_token");
  const caller = callerOf(deps, "microsoft_ads", ({ refreshToken }) => refreshToken === form.get("refresh_token"));
  if (!caller) return refusal(400, "invalid_grant", "AADSTS70000: The refresh token is invalid or expired.");
  const { clientId, clientSecret, refreshToken, accessToken } = caller.access.credentials;
  if (form.get("client_id") !== clientId || form.get("client_secret") !== clientSecret)
    return refusal(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
  return {
    status: 200,
    body: {
      token_type: "Bearer",
      scope: "https://ads.microsoft.com/msads.manage",
      expires_in: ONE_HOUR,
      access_token: accessToken,
      refresh_token: refreshToken,
    },
  };
}
