import type { ConnectionPlatform } from "#contracts/fields.ts";
import type { Config } from "../../../env.ts";
import type { Airbyte } from "../airbyte/airbyte.ts";
import { secretsOf, secretTexts } from "../connectors/secrets.ts";

type Setting = Config["AIRBYTE_DESTINATION"];

/** Where a tenant's records land; one a tenant, found by its name or made. */
export async function destinationId(
  { destinations }: Airbyte,
  workspaceId: string,
  tenantId: string,
  setting: Setting,
): Promise<string> {
  const lake = setting.destinationType === "lake";
  const name = lake ? `Lake of ${tenantId}` : `${setting.destinationType} of ${tenantId}`;
  const found = (await destinations.list(workspaceId)).find((each) => each.name === name);
  if (found) return found.destinationId;
  const configuration = lake ? { ...setting, tenant: tenantId } : setting;
  const hide = secretTexts(configuration, secretsOf(null));
  return (await destinations.create({ workspaceId, name, configuration }, hide)).destinationId;
}

/** PostgreSQL cuts longer names, and two that are cut alike would be one. */
const longestName = 63;

/** A lake has a folder a tenant, so the platform suffices there. A database has one schema a tenant, in which tables begin with the platform. */
export async function namespaceOf({ destinationType }: Setting, tenantId: string, platform: ConnectionPlatform) {
  if (destinationType === "lake") return { namespace: platform };
  const prefix = `${platform}_`;
  const name = `raw_${tenantId.replaceAll("-", "_")}`;
  if (name.length <= longestName) return { namespace: name, prefix };
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(tenantId));
  return { namespace: `raw_${new Uint8Array(digest).toHex().slice(0, 32)}`, prefix };
}
