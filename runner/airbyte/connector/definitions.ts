import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ConnectorFailure } from "./failure.ts";

/** A connector that runs as a process of its own. `id` is what Airbyte's registry calls it. */
export interface ConnectorDefinition {
  readonly sourceType: string;
  /** For people. */
  readonly name: string;
  readonly id: string;
  readonly venv: string;
  /** As in the name of its dist-info folder. */
  readonly distribution: string;
  /** What it reads is written in its configuration, by a tenant: it may reach public addresses only. */
  readonly hasManifest?: boolean;
  /** Of a connector that has no look-back of its own: what its states are moved back by before it goes on from them. */
  readonly lookBack?: LookBack;
}

export interface LookBack {
  /** Where our Worker, or whoever connects, says how many days; the connector's spec does not know it. */
  readonly setting: string;
  /** Days where the configuration does not say. */
  readonly usualDays: number;
  /** The field of a state that holds a day, `YYYY-MM-DD`. */
  readonly cursor: string;
  /** Parts of a stream whose days become known together have this in common. */
  readonly together: string;
}

export const connectorDefinitions: readonly ConnectorDefinition[] = [
  {
    sourceType: "facebook-marketing",
    name: "Facebook Marketing",
    id: "e7778cfc-e97c-4458-9ecb-b4f2bba8946c",
    venv: "source-facebook-marketing",
    distribution: "airbyte_source_facebook_marketing",
  },
  {
    sourceType: "tiktok-marketing",
    name: "TikTok Marketing",
    id: "4bfac00d-ce15-44ff-95b9-9e3c3e8fbd35",
    venv: "source-tiktok-marketing",
    distribution: "airbyte_source_tiktok_marketing",
  },
  {
    sourceType: "linkedin-ads",
    name: "LinkedIn Ads",
    id: "137ece28-5434-455c-8f34-69dc3782f451",
    venv: "source-linkedin-ads",
    distribution: "airbyte_source_linkedin_ads",
  },
  {
    sourceType: "google-ads",
    name: "Google Ads",
    id: "253487c0-2246-43ba-a21f-5116b20a2c50",
    venv: "source-google-ads",
    distribution: "airbyte_source_google_ads",
  },
  {
    sourceType: "bing-ads",
    name: "Microsoft Ads",
    id: "47f25999-dd5e-4636-8c39-e7cea2453331",
    venv: "source-bing-ads",
    distribution: "airbyte_source_bing_ads",
  },
  {
    sourceType: "declarative-manifest",
    name: "Declarative manifest",
    id: "64a2f99c-542f-4af8-9a6f-355f1217b436",
    venv: "source-declarative-manifest",
    distribution: "airbyte_source_declarative_manifest",
    hasManifest: true,
  },
  {
    sourceType: "google-analytics-data-api",
    name: "Google Analytics 4",
    id: "3cc2eafd-84aa-4dca-93af-322d9dfeec1a",
    venv: "source-google-analytics-data-api",
    distribution: "airbyte_source_google_analytics_data_api",
  },
  {
    sourceType: "google-search-console",
    name: "Google Search Console",
    id: "eb4c9e00-db83-4d63-a386-39cfa91012a8",
    venv: "source-google-search-console",
    distribution: "airbyte_source_google_search_console",
    lookBack: { setting: "lookback_window", usualDays: 3, cursor: "date", together: "site_url" },
  },
];

export const documentationUrl = ({ sourceType, hasManifest }: ConnectorDefinition): string =>
  `https://docs.airbyte.com/integrations/sources/${hasManifest ? "low-code" : sourceType}`;

export const REPLAY = "replay";
/** Ours alone: these two are in no registry. */
export const REPLAY_DEFINITION_ID = "5d0b6f0e-7c3e-4c1c-9b60-2f7f0a3d9a11";
export const LAKE_DEFINITION_ID = "c1f5b8f2-3a1e-4d0a-8a44-6e1f4b9f7c22";

/** As Airbyte's registry calls it. */
export const POSTGRES_DEFINITION_ID = "25c5221d-dce2-4163-ade9-739ef790f503";

export const sourceTypes = [...connectorDefinitions.map((definition) => definition.sourceType), REPLAY];

export const definitionOf = (sourceType: string): ConnectorDefinition | undefined =>
  connectorDefinitions.find((definition) => definition.sourceType === sourceType);

export const definitionIdOf = (sourceType: string): string => definitionOf(sourceType)?.id ?? REPLAY_DEFINITION_ID;

/** The installed version, from the venv itself. Throws with the remedy when the connector is not there. */
export function installedVersion(venvs: string, definition: ConnectorDefinition): string {
  const lib = join(venvs, definition.venv, "lib");
  const missing = () =>
    new ConnectorFailure("system", `the connector ${definition.venv} is not installed: run npm start`);
  try {
    const python = readdirSync(lib).find((name) => name.startsWith("python"));
    if (!python) throw missing();
    const info = readdirSync(join(lib, python, "site-packages")).find(
      (name) => name.startsWith(`${definition.distribution}-`) && name.endsWith(".dist-info"),
    );
    if (!info) throw missing();
    return info.slice(definition.distribution.length + 1, -".dist-info".length);
  } catch {
    throw missing();
  }
}
