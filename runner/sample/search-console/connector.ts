import type { WebAccess } from "../world/web-sources.ts";

/**
 * A configuration of source-google-search-console that reads the sites from `startDate` (`YYYY-MM-DD`) on. It has no look-back window,
 * so only final days are asked for: what it has read of others would stay as it was.
 */
export function searchConsoleConnectorConfig(
  access: WebAccess,
  options: { startDate: string },
): Record<string, unknown> {
  const { clientId, clientSecret, refreshToken } = access.credentials;
  return {
    site_urls: access.properties,
    start_date: options.startDate,
    data_state: "final",
    authorization: {
      auth_type: "Client",
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    },
  };
}
