import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Me } from "#contracts/me.ts";
import { asProblem } from "../../lib/problem-error.ts";
import { Combobox } from "../../ui/combobox.tsx";
import { enterTenant } from "../identity/session.ts";
import { readFilters } from "../metrics/filters.ts";
import { pathWith } from "../metrics/use-filters.ts";
import { afterSwitch } from "./after-switch.ts";

export function TenantSwitcher({ me }: { me: Me }) {
  const { url, path, route } = useLocation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const enter = async (tenantId: string) => {
    setBusy(true);
    setFailure(null);
    try {
      await enterTenant(tenantId);
      route(pathWith(path, afterSwitch(readFilters(new URL(url, location.origin).searchParams))), true);
    } catch (error) {
      setFailure(asProblem(error).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <Combobox
        label="Workspace"
        value={me.tenant.id}
        busy={busy}
        onChoose={enter}
        options={me.tenants.map((tenant) => ({
          value: tenant.id,
          label: tenant.label,
          note: `${tenant.currency} · ${tenant.role}`,
        }))}
      />
      <span role="alert" class="tenant-failure">
        {failure && `Could not switch: ${failure}`}
      </span>
    </>
  );
}
