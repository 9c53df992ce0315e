import { z } from "zod";
import { TenantId } from "#contracts/fields.ts";
import { maskSecrets } from "../connector/secrets.ts";
import { PostgresConfiguration, postgresSecrets } from "../postgres/configuration.ts";
import type { DestinationConfiguration, LakeConfiguration } from "../store/destinations.ts";

const FOLDER = "/lake/";
const lake = z.object({ destinationType: z.literal("lake"), tenant: TenantId });
/** Airbyte's SDK refuses types that it does not know; in its words the lake is a DuckDB with the tenant's folder as path. */
const duckdb = z.object({
  destinationType: z.literal("duckdb"),
  destination_path: z
    .string()
    .startsWith(FOLDER, "must be /lake/ and the tenant")
    .transform((path) => path.slice(FOLDER.length))
    .pipe(TenantId),
});

const toLake = (value: z.output<typeof lake> | z.output<typeof duckdb>): LakeConfiguration => ({
  destinationType: value.destinationType,
  tenant: value.destinationType === "lake" ? value.tenant : value.destination_path,
});

export const DestinationInput = z
  .discriminatedUnion("destinationType", [lake, duckdb, PostgresConfiguration])
  .transform((value): DestinationConfiguration => (value.destinationType === "postgres" ? value : toLake(value)));

/** As it was given, without its secrets. */
export function configurationView(configuration: DestinationConfiguration): Readonly<Record<string, unknown>> {
  if (configuration.destinationType === "postgres") return maskSecrets(configuration, postgresSecrets);
  const { destinationType, tenant } = configuration;
  return destinationType === "lake"
    ? { destinationType, tenant }
    : { destinationType, destination_path: FOLDER + tenant };
}
