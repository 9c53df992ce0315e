import type { TenantSummary } from "#contracts/auth.ts";
import type { Me } from "#contracts/me.ts";
import { roleNames } from "../../lib/role-names.ts";
import { Combobox } from "../../ui/combobox.tsx";
import { useAction } from "../identity/use-action.ts";
import { brand } from "./brand.ts";
import "./tenant-switcher.css";
import { useEnterTenant } from "./use-enter-tenant.ts";
import { useTenantSearch } from "./use-tenant-search.ts";

export function TenantSwitcher({ me }: { me: Me }) {
  const enter = useEnterTenant();
  const { busy, problem, run } = useAction();
  const { tenants, search, stop, more, status } = useTenantSearch(me.tenants);
  const logo = brand.value?.tenantId === me.tenant.id ? brand.value.logoUrl : null;
  return (
    <>
      <Combobox
        label="Workspace"
        shortcut="W"
        value={me.tenant.id}
        summary={
          <>
            {logo && <Logo key={logo} url={logo} />}
            <span class="truncate">{me.tenant.label}</span>
          </>
        }
        busy={busy}
        options={tenants.map((tenant) => ({ value: tenant.id, label: tenant.label, note: noteOf(tenant) }))}
        onChoose={(tenantId) => void run(() => enter(tenantId))}
        onSearch={search}
        onLeave={stop}
        onMore={more}
        status={status}
      />
      <span role="alert" class="tenant-failure">
        {problem && `Could not switch: ${problem.message}`}
      </span>
    </>
  );
}

const noteOf = ({ role, agency, currency }: TenantSummary): string =>
  [roleNames[role], agency?.label, currency].filter(Boolean).join(" · ");

/** A picture from elsewhere may be gone: then there is none. */
function Logo({ url }: { url: string }) {
  return (
    <img
      class="tenant-logo"
      src={url}
      alt=""
      width={20}
      height={20}
      referrerpolicy="no-referrer"
      onError={(event) => {
        event.currentTarget.hidden = true;
      }}
    />
  );
}
