import type { PlatformDeps } from "../platform.ts";
import { refreshGrant } from "../refresh-grant.ts";

const TWO_MONTHS = 60 * 86_400;

export const refresh = (deps: PlatformDeps, form: URLSearchParams) =>
  refreshGrant(deps, "linkedin", form, {
    unknownToken: {
      error: "invalid_request",
      error_description: "The provided authorization grant or refresh token is invalid or expired",
    },
    wrongClient: "Client authentication failed",
    granted: ({ accessToken }) => ({ access_token: accessToken, expires_in: TWO_MONTHS, token_type: "Bearer" }),
  });
