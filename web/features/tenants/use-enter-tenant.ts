import { useCallback } from "preact/hooks";
import { useLocation } from "preact-iso";
import { tellOtherWindows } from "../identity/keep-session.ts";
import { enterTenant } from "../identity/session.ts";
import { readFilters } from "../metrics/filters.ts";
import { pathWith } from "../metrics/use-filters.ts";
import { afterSwitch } from "./after-switch.ts";

/** Enters a tenant and shows the same page of it, or `page`. What in the address was about the tenant before is left behind. */
export function useEnterTenant(): (tenantId: string, page?: string) => Promise<void> {
  const { url, path, route } = useLocation();
  return useCallback(
    async (tenantId, page) => {
      await enterTenant(tenantId);
      tellOtherWindows();
      const kept = () => pathWith(path, afterSwitch(readFilters(new URL(url, location.origin).searchParams)));
      route(page ?? (path.startsWith("/dashboards/") ? kept() : path), page === undefined);
    },
    [url, path, route],
  );
}
