import { ConnectionStatus } from "#contracts/connections.ts";
import { ConnectionPlatform } from "#contracts/fields.ts";

/** As they stand in the address. */
export interface Filters {
  q: string;
  platform: ConnectionPlatform | null;
  status: ConnectionStatus | null;
}

export const noFilters: Filters = { q: "", platform: null, status: null };

export function readFilters(search: URLSearchParams): Filters {
  return {
    q: (search.get("q") ?? "").trim().slice(0, 100),
    platform: ConnectionPlatform.safeParse(search.get("platform")).data ?? null,
    status: ConnectionStatus.safeParse(search.get("status")).data ?? null,
  };
}

export function writeFilters(filters: Filters): string {
  const given = Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  return search ? `?${search}` : "";
}

export const isNarrowed = (filters: Filters): boolean => Object.values(filters).some(Boolean);
