import { ga4ConnectorConfig } from "./ga4/connector.ts";
import { ga4Streams } from "./ga4/streams.ts";
import { searchConsoleConnectorConfig } from "./search-console/connector.ts";
import { searchConsoleStreams } from "./search-console/streams.ts";
import type { StreamSpec } from "./stream-spec.ts";
import type { WebAccess, WebSource } from "./world/web-sources.ts";

interface WebConnector {
  /** What Airbyte calls it; its package and command are `source-` and this. */
  readonly sourceType: string;
  readonly streams: readonly StreamSpec[];
  /** The configuration with which it reads everything of `access` from `startDate` (`YYYY-MM-DD`) on. */
  readonly config: (access: WebAccess, options: { startDate: string }) => Record<string, unknown>;
}

/** The connector of each web source. */
export const webConnectors: Readonly<Record<WebSource, WebConnector>> = {
  search_console: {
    sourceType: "google-search-console",
    streams: searchConsoleStreams,
    config: searchConsoleConnectorConfig,
  },
  ga4: { sourceType: "google-analytics-data-api", streams: ga4Streams, config: ga4ConnectorConfig },
};
