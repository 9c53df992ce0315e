import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type AgencyView, listAgencies } from "#contracts/agencies.ts";
import type { Me } from "#contracts/me.ts";
import { call } from "../../lib/client.ts";

/** The reader's agencies, for the navigation; null while not known. */
export const agencies = signal<readonly AgencyView[] | null>(null);

/** Whoever is in an agency may enter its tenants, so without a tenant of one there is nothing to ask for. */
const mayHaveAgency = (me: Me): boolean =>
  me.capabilities.includes("agency.read") || me.tenants.some((tenant) => tenant.agency !== null);

export async function loadAgencies(signal?: AbortSignal): Promise<readonly AgencyView[]> {
  const answer = await call(listAgencies, signal ? { signal } : {});
  agencies.value = answer.agencies;
  return answer.agencies;
}

/** Keeps `agencies` while somebody is signed in. */
export function useAgencies(me: Me | null): void {
  const asker = me && mayHaveAgency(me) ? me.user.id : null;
  useEffect(() => {
    agencies.value = null;
    if (!asker) return;
    const abort = new AbortController();
    // The navigation does without; the agency pages say what went wrong.
    loadAgencies(abort.signal).catch(() => undefined);
    return () => abort.abort();
  }, [asker]);
}
