import type { Me } from "#contracts/me.ts";
import { syncHealth } from "#contracts/sync-health.ts";
import { call } from "../../lib/client.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { usePoll } from "../../lib/use-poll.ts";
import { RunbookLink } from "../connections/what-to-do.tsx";
import { can, standingOf } from "../identity/can.ts";
import { session } from "../identity/session.ts";
import { ListStates } from "../shell/list-states.tsx";
import { NoAccess } from "../shell/no-access.tsx";
import { Page } from "../shell/page.tsx";
import { ConnectionHealthCard } from "./connection-health-card.tsx";
import { PlatformRates } from "./platform-rates.tsx";
import "./sync-health.css";
import { WaitingBanner } from "./waiting-banner.tsx";

/** As often as a list of data sources in which nothing runs. */
const pollMs = 30_000;

export function SyncHealthPage() {
  const state = session.value;
  return state.status === "in" ? <SyncHealth key={state.me.tenant.id} me={state.me} /> : null;
}

function SyncHealth({ me }: { me: Me }) {
  const standing = standingOf(me);
  return (
    <Page
      group="Operations"
      title="Sync health"
      of={me.tenant.label}
      intro={`How well the syncs of ${me.tenant.label} went in the last seven days. Fewer than one in a hundred should fail.`}
    >
      {can(standing, "connections.read") ? (
        <Health me={me} />
      ) : (
        <NoAccess standing={standing} capability="connections.read" />
      )}
    </Page>
  );
}

function Health({ me }: { me: Me }) {
  const [health, reload] = useLoaded((signal) => call(syncHealth, { signal }), me.tenant.id);
  usePoll(reload, pollMs);
  return (
    <ListStates
      loaded={health}
      reload={reload}
      standing={standingOf(me)}
      needs="connections.read"
      what="sync health"
      actions={<RunbookLink />}
    >
      {(data) => (
        <>
          {data.waiting.map((group) => (
            <WaitingBanner key={group.platform} group={group} zone={me.tenant.time_zone} />
          ))}
          <PlatformRates health={data} />
          <ConnectionHealthCard health={data} zone={me.tenant.time_zone} />
        </>
      )}
    </ListStates>
  );
}
