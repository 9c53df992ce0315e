import { definitionOf } from "../connector/definitions.ts";
import { ConnectorFailure } from "../connector/failure.ts";
import type { Catalog, JsonSchema } from "../connector/messages.ts";
import { mergeConfiguration, unmask } from "../connector/secrets.ts";
import { Problem } from "../http/problems.ts";
import type { Services } from "../services.ts";
import type { Configuration, Source } from "../store/sources.ts";
import { connectorConfiguration } from "./connector-configuration.ts";
import { recordChanges } from "./rediscover.ts";

/** Stores a source once the platform accepts its configuration. Throws a Problem with the platform's message otherwise. */
export async function createSource(
  services: Services,
  source: Pick<Source, "workspaceId" | "name" | "sourceType" | "configuration">,
): Promise<Source> {
  const catalog = await checkAndDiscover(services, source.sourceType, source.configuration);
  return services.store.sources.create({ ...source, catalog });
}

/** The whole configuration anew; a secret that is sent back masked stays as it was. */
export async function replaceSource(
  services: Services,
  source: Source,
  { name, configuration }: { readonly name: string; readonly configuration: Configuration },
): Promise<Source> {
  const spec = await specOf(services, source.sourceType, configuration);
  const whole = { ...unmask(source.configuration, configuration, spec), sourceType: source.sourceType };
  const catalog = await checkAndDiscover(services, source.sourceType, whole);
  const changed: Source = { ...source, name, configuration: whole, catalog };
  recordChanges(services, source, changed.catalog);
  services.store.sources.update(changed);
  return changed;
}

/** A change of the configuration is checked and its streams are discovered again; a change of the name is not. */
export async function changeSource(
  services: Services,
  source: Source,
  change: { readonly name?: string | undefined; readonly configuration?: Configuration | undefined },
): Promise<Source> {
  const configuration = change.configuration && (await merged(services, source, change.configuration));
  const changed: Source = {
    ...source,
    name: change.name ?? source.name,
    ...(configuration && {
      configuration,
      catalog: await checkAndDiscover(services, source.sourceType, configuration),
    }),
  };
  recordChanges(services, source, changed.catalog);
  services.store.sources.update(changed);
  return changed;
}

async function merged(services: Services, source: Source, change: Configuration): Promise<Configuration> {
  const spec = await specOf(services, source.sourceType, { ...source.configuration, ...change });
  return mergeConfiguration(source.configuration, change, spec);
}

async function specOf({ connectors }: Services, sourceType: string, configuration: Configuration): Promise<JsonSchema> {
  const definition = definitionOf(sourceType);
  try {
    return definition ? await connectors.specFor(definition, configuration) : {};
  } catch (error) {
    if (error instanceof ConnectorFailure) throw new Problem("unprocessable-entity", error.message);
    throw error;
  }
}

/** null: a replay has no catalog, its streams are those of its file. */
async function checkAndDiscover(
  { connectors, replayFiles }: Services,
  sourceType: string,
  configuration: Configuration,
): Promise<Catalog | null> {
  const definition = definitionOf(sourceType);
  if (!definition) {
    if (replayFiles.pathOf(String(configuration.fileId))) return null;
    throw new Problem("unprocessable-entity", "configuration.fileId: there is no such file; upload it first");
  }
  const plain = connectorConfiguration(configuration);
  const discovering = connectors.discover(definition, plain);
  const discovered = discovering.then(
    (catalog) => ({ catalog }),
    (error: unknown) => ({ error }),
  );
  try {
    await connectors.check(definition, plain);
    const result = await discovered;
    if ("error" in result) throw result.error;
    return result.catalog;
  } catch (error) {
    await discovered;
    if (error instanceof ConnectorFailure) throw new Problem("unprocessable-entity", error.message);
    throw error;
  }
}
