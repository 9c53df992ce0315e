import type { Configuration } from "../store/sources.ts";

/** `sourceType` is how our API names the connector; the connector's own spec does not know it. */
export function connectorConfiguration({ sourceType: _, ...configuration }: Configuration): Configuration {
  return configuration;
}
