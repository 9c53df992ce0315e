import type { Account } from "#contracts/connectors.ts";
import type { KnownConnector } from "./known.ts";
import { valueAt } from "./paths.ts";

const longest = 200;

/** The accounts that a configuration names; their names are told by the data, later. */
export function accountsIn(known: KnownConnector, configuration: unknown): Account[] {
  const given = known.accounts && valueAt(configuration, known.accounts);
  const list: unknown[] = typeof given === "string" ? given.split(",") : Array.isArray(given) ? given : [];
  const ids = list.map((each) => String(each).trim()).filter((id) => id !== "" && id.length <= longest);
  return [...new Set(ids)].map((id) => ({ id, name: id }));
}
