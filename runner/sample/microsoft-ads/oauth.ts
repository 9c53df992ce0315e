import type { PlatformDeps } from "../platform.ts";
import { refreshGrant } from "../refresh-grant.ts";

const ONE_HOUR = 3600;

/** Microsoft gives a refresh token back, too: here the same. */
export const refresh = (deps: PlatformDeps, form: URLSearchParams) =>
  refreshGrant(deps, "microsoft_ads", form, {
    unknownToken: {
      error: "invalid_grant",
      error_description: "AADSTS70000: The refresh token is invalid or expired.",
    },
    wrongClient: "AADSTS7000215: Invalid client secret provided.",
    granted: ({ accessToken, refreshToken }) => ({
      token_type: "Bearer",
      scope: "https://ads.microsoft.com/msads.manage",
      expires_in: ONE_HOUR,
      access_token: accessToken,
      refresh_token: refreshToken,
    }),
  });
