import type { Me } from "#contracts/me.ts";
import { can, standingOf } from "../identity/can.ts";
import { session } from "../identity/session.ts";
import { NoAccess } from "../shell/no-access.tsx";
import { Page } from "../shell/page.tsx";
import { AddressCard } from "./address-card.tsx";
import { DeliveriesCard } from "./deliveries-card.tsx";
import "./webhooks.css";

export function WebhooksPage() {
  const state = session.value;
  return state.status === "in" ? <Webhooks key={state.me.tenant.id} me={state.me} /> : null;
}

function Webhooks({ me }: { me: Me }) {
  const standing = standingOf(me);
  return (
    <Page
      group="Dashboards"
      parent={{ label: "Data sources", href: "/dashboards/data-sources" }}
      title="Sync notifications"
      of={me.tenant.label}
      intro="An Airbyte that tells us when a sync has ended is looked at sooner. Without that, syncs are looked after all the same."
    >
      {can(standing, "connections.read") ? (
        <>
          <AddressCard me={me} />
          <DeliveriesCard me={me} />
        </>
      ) : (
        <NoAccess standing={standing} capability="connections.read" />
      )}
    </Page>
  );
}
