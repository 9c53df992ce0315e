import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import type { AgencyView } from "#contracts/agencies.ts";
import type { Me } from "#contracts/me.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Select } from "../../ui/select.tsx";
import { can, type Standing, standingIn, standingOf } from "../identity/can.ts";
import { session } from "../identity/session.ts";
import { ListStates } from "../shell/list-states.tsx";
import { NoAccess } from "../shell/no-access.tsx";
import { Page } from "../shell/page.tsx";
import { loadAgencies } from "./agencies.ts";

export interface InAgency {
  me: Me;
  agency: AgencyView;
  standing: Standing;
  /** Loads the agency's own numbers anew. */
  reload: () => void;
}

interface Props {
  title: string;
  intro: (agency: AgencyView) => string;
  children: (place: InAgency) => ComponentChildren;
}

/** A page of an agency. Whoever is in several chooses, and the address keeps which. */
export function AgencyFrame({ title, intro, children }: Props) {
  const state = session.value;
  const { query, path, route } = useLocation();
  const me = state.status === "in" ? state.me : null;
  const [agencies, reload] = useLoaded(loadAgencies, me?.user.id ?? "");
  if (!me) return null;
  const all = agencies.status === "ready" ? agencies.data : [];
  const agency =
    all.find(({ id }) => id === query.agency) ?? all.find(({ id }) => id === me.tenant.agency?.id) ?? all[0];
  const standing = agency && standingIn(agency, me);
  return (
    <Page
      group="Agency"
      title={title}
      of={agency?.label}
      intro={agency && intro(agency)}
      actions={
        agency &&
        all.length > 1 && (
          <Select
            label="Agency"
            value={agency.id}
            options={all.map(({ id, label }) => ({ value: id, label }))}
            onChange={(id) => route(`${path}?agency=${encodeURIComponent(id)}`)}
          />
        )
      }
    >
      <ListStates loaded={agencies} reload={reload} standing={standingOf(me)} needs="agency.read" what="agencies">
        {() =>
          agency && standing ? (
            can(standing, "agency.read") ? (
              children({ me, agency, standing, reload })
            ) : (
              <NoAccess standing={standing} capability="agency.read" />
            )
          ) : (
            <EmptyState icon="building" title="You belong to no agency">
              <p>An agency works for several workspaces. Ask one of its admins for an invitation.</p>
            </EmptyState>
          )
        }
      </ListStates>
    </Page>
  );
}
