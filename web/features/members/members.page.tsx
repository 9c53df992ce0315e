import { useMemo } from "preact/hooks";
import type { Me } from "#contracts/me.ts";
import { can, standingOf } from "../identity/can.ts";
import { session } from "../identity/session.ts";
import { NoAccess } from "../shell/no-access.tsx";
import { Page } from "../shell/page.tsx";
import { People } from "./people.tsx";
import { tenantPeople } from "./people-api.ts";

export function MembersPage() {
  const state = session.value;
  return state.status === "in" ? <Members me={state.me} /> : null;
}

function Members({ me }: { me: Me }) {
  const standing = standingOf(me);
  const api = useMemo(() => tenantPeople(me.tenant.id), [me.tenant.id]);
  return (
    <Page
      group="Workspace"
      title="Members"
      of={me.tenant.label}
      intro={`Who may work in ${me.tenant.label}, and as what.${me.tenant.agency ? ` People of ${me.tenant.agency.label} come on top.` : ""}`}
    >
      {can(standing, "members.read") ? (
        <People me={me} api={api} standing={standing} reads="members.read" manages="members.manage" />
      ) : (
        <NoAccess standing={standing} capability="members.read" />
      )}
    </Page>
  );
}
