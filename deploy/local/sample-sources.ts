import { type ConnectionPlatform, connectionPlatformNames } from "#contracts/fields.ts";
import { connectorConfig, sourceTypeOf } from "../../runner/sample/connectors.ts";
import { webConnectors } from "../../runner/sample/web-connectors.ts";
import { type SamplePlatform, type SampleTenant, sampleTenants } from "../../runner/sample/world/tenants.ts";
import { type WebSource, webSources } from "../../runner/sample/world/web-sources.ts";
import type { Settings } from "./settings.ts";

type SourcePlatform = (SamplePlatform | WebSource) & ConnectionPlatform;

/** One account or website of the sample world, and what connects it. */
export interface SampleSource {
  readonly tenantId: string;
  readonly platform: SourcePlatform;
  /** What its tenant calls it; `title` says whose it is. */
  readonly name: string;
  readonly title: string;
  readonly sourceType: string;
  /** Reads from this day on, `YYYY-MM-DD`. */
  readonly configuration: (startDate: string) => Record<string, unknown>;
}

/** Every tenant has these, and a start waits for them. */
const everywhere = ["meta", "tiktok"] as const satisfies readonly SourcePlatform[];
/** One tenant has every source there is; more would only take time. */
const whole = "blue-mountain";
/** Those that install and read fast come first. */
const wholeOnly = [
  "google_ads",
  "ga4",
  "search_console",
  "linkedin",
  "microsoft_ads",
] as const satisfies readonly SourcePlatform[];

const isWeb = (platform: SourcePlatform): platform is WebSource =>
  (webSources as readonly SourcePlatform[]).includes(platform);

function sourceOf(tenant: SampleTenant, platform: SourcePlatform): SampleSource {
  const name = connectionPlatformNames[platform];
  const same = { tenantId: tenant.id, platform, name, title: `${tenant.label} · ${name}` };
  if (isWeb(platform)) {
    const { sourceType, config } = webConnectors[platform];
    return { ...same, sourceType, configuration: (startDate) => config(tenant.web[platform], { startDate }) };
  }
  const access = tenant.access[platform];
  return {
    ...same,
    sourceType: sourceTypeOf[platform],
    configuration: (startDate) => connectorConfig(platform, access, { startDate }),
  };
}

/** What a start connects: `first` before it is ready, `later` while people look at it already. */
export function sampleSources({ seed, sources }: Pick<Settings["sample"], "seed" | "sources">): {
  first: readonly SampleSource[];
  later: readonly SampleSource[];
} {
  const tenants = sampleTenants(seed);
  return {
    first: tenants.flatMap((tenant) => everywhere.map((platform) => sourceOf(tenant, platform))),
    later: tenants
      .filter(({ id }) => sources === "all" && id === whole)
      .flatMap((tenant) => wholeOnly.map((platform) => sourceOf(tenant, platform))),
  };
}
