import { definitionOf } from "../connector/definitions.ts";
import type { Catalog } from "../connector/messages.ts";
import { schemaChanges } from "../connector/schema-changes.ts";
import type { Services } from "../services.ts";
import type { Source } from "../store/sources.ts";
import { connectorConfiguration } from "./connector-configuration.ts";

/** Asks the source for its streams anew, keeps them and what changed. null: a replay. Throws a ConnectorFailure. */
export async function rediscover(services: Services, source: Source): Promise<Catalog | null> {
  const { connectors, store } = services;
  const definition = definitionOf(source.sourceType);
  if (!definition) return null;
  const catalog = await connectors.discover(definition, connectorConfiguration(source.configuration));
  recordChanges(services, source, catalog);
  store.sources.keepCatalog(source.id, catalog);
  return catalog;
}

/** Call before the catalog takes the place of the source's. */
export function recordChanges({ store, notifier }: Services, source: Source, catalog: Catalog | null): void {
  const changes = source.catalog && catalog ? schemaChanges(source.catalog, catalog) : [];
  if (changes.length === 0) return;
  store.schemaChanges.add(source.id, changes);
  notifier.schemaChanged(source, changes);
}
