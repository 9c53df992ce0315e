import { useState } from "preact/hooks";
import { listAgencyTenants } from "#contracts/agencies.ts";
import { call } from "../../lib/client.ts";
import { plural } from "../../lib/format.ts";
import { home } from "../../lib/safe-next.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SearchInput } from "../../ui/search-input.tsx";
import { toast } from "../../ui/toast.tsx";
import { whyNot } from "../identity/can.ts";
import { refreshSession } from "../identity/keep-session.ts";
import { ListStates } from "../shell/list-states.tsx";
import { useEnterTenant } from "../tenants/use-enter-tenant.ts";
import { AgencyFrame, type InAgency } from "./agency-frame.tsx";
import { AgencyTenantTable } from "./agency-tenant-table.tsx";
import { CreateTenantDialog } from "./create-tenant-dialog.tsx";

export function AgencyTenantsPage() {
  return (
    <AgencyFrame title="Tenants" intro={({ label }) => `The workspaces that ${label} works for.`}>
      {(place) => <AgencyTenants key={place.agency.id} {...place} />}
    </AgencyFrame>
  );
}

const searchFrom = 8;
const step = 100;

function AgencyTenants({ me, agency, standing, reload: reloadAgencies }: InAgency) {
  const params = { agency_id: agency.id };
  const [tenants, reload] = useLoaded(
    async (signal) => (await call(listAgencyTenants, { params, signal })).tenants,
    agency.id,
  );
  const [creating, setCreating] = useState(false);
  const [search, setSearch] = useState("");
  const [visible, setVisible] = useState(step);
  const enter = useEnterTenant();
  const wanted = search.trim().toLowerCase();

  return (
    <ListStates loaded={tenants} reload={reload} standing={standing} needs="agency.read" what="tenants">
      {(all) => {
        const found = all.filter(({ id, label }) => `${label} ${id}`.toLowerCase().includes(wanted));
        const shown = found.slice(0, visible);
        return (
          <Card
            flush
            title="Tenants"
            hint={plural(all.length, "workspace")}
            actions={
              <>
                {all.length >= searchFrom && <SearchInput label="Search tenants" value={search} onText={setSearch} />}
                <Button
                  look="primary"
                  icon="plus"
                  why={whyNot(standing, "agency.manage")}
                  onClick={() => setCreating(true)}
                >
                  Create tenant
                </Button>
              </>
            }
          >
            {shown.length > 0 ? (
              <AgencyTenantTable tenants={shown} current={me.tenant.id} enter={(id) => enter(id, home)} />
            ) : (
              <EmptyState
                small
                icon={all.length === 0 ? "building" : "search"}
                title={all.length === 0 ? "No tenants yet" : `Nothing is called “${search}”`}
              />
            )}
            {found.length > shown.length && (
              <div class="table-foot">
                <Button onClick={() => setVisible(visible + step)}>Show more</Button>
                <span class="muted">
                  {shown.length} of {found.length}
                </span>
              </div>
            )}
            {creating && (
              <CreateTenantDialog
                agency={agency}
                onClose={() => setCreating(false)}
                onCreated={(tenant) => {
                  setCreating(false);
                  toast(`${tenant.label} is created`);
                  reload();
                  reloadAgencies();
                  void refreshSession();
                }}
              />
            )}
          </Card>
        );
      }}
    </ListStates>
  );
}
