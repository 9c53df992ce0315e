import { useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Me } from "#contracts/me.ts";
import { plural } from "../../lib/format.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { can, standingOf, whyNot } from "../identity/can.ts";
import { session } from "../identity/session.ts";
import { ListStates } from "../shell/list-states.tsx";
import { NoAccess } from "../shell/no-access.tsx";
import { Page } from "../shell/page.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import { ConnectionFilterBar } from "./connection-filter-bar.tsx";
import { type Filters, isNarrowed, noFilters, readFilters, writeFilters } from "./connection-filters.ts";
import "./connections.css";
import { InstallingNotice } from "./installing-notice.tsx";
import { type Connections, useConnections } from "./use-connections.ts";
import { RunbookLink } from "./what-to-do.tsx";

export function DataSourcesPage() {
  const state = session.value;
  return state.status === "in" ? <DataSources key={state.me.tenant.id} me={state.me} /> : null;
}

function DataSources({ me }: { me: Me }) {
  const standing = standingOf(me);
  return (
    <Page
      group="Dashboards"
      title="Data sources"
      of={me.tenant.label}
      actions={
        <>
          <a class="button button-secondary" href="/dashboards/data-sources/webhooks">
            <Icon name="mail" /> Notifications
          </a>
          <ConnectLink why={whyNot(standing, "connections.manage")} />
        </>
      }
      intro={`Where the numbers of ${me.tenant.label} come from, and how fresh each source is.`}
    >
      {can(standing, "connections.read") ? (
        <Sources me={me} />
      ) : (
        <NoAccess standing={standing} capability="connections.read" />
      )}
    </Page>
  );
}

function ConnectLink({ why }: { why: string | undefined }) {
  if (why)
    return (
      <Button look="primary" icon="plus" why={why}>
        Connect
      </Button>
    );
  return (
    <a class="button button-primary" href="/dashboards/data-sources/new">
      <Icon name="plus" /> Connect
    </a>
  );
}

function Sources({ me }: { me: Me }) {
  const { url, path, route } = useLocation();
  const filters = useMemo(() => readFilters(new URL(url, location.origin).searchParams), [url]);
  const change = (to: Filters) => route(path + writeFilters(to), true);
  const [loaded, reload] = useConnections(me.tenant.id, filters);
  const standing = standingOf(me);
  return (
    <>
      <ConnectionFilterBar filters={filters} onChange={change} />
      <InstallingNotice tenantId={me.tenant.id} onChange={reload} />
      <ListStates
        loaded={loaded}
        reload={reload}
        standing={standing}
        needs="connections.read"
        what="data sources"
        actions={<RunbookLink />}
      >
        {({ summary, connections }) => (
          <>
            <p class="connection-summary" role="status">
              {summaryInWords(summary)}
            </p>
            <div class="connection-cards">
              {connections.map((connection) => (
                <ConnectionCard
                  key={connection.id}
                  connection={connection}
                  zone={me.tenant.time_zone}
                  why={whyNot(standing, "connections.manage")}
                  onChange={reload}
                />
              ))}
            </div>
            {connections.length === 0 && (
              <Nothing
                narrowed={isNarrowed(filters)}
                why={whyNot(standing, "connections.manage")}
                onClear={() => change(noFilters)}
              />
            )}
          </>
        )}
      </ListStates>
    </>
  );
}

interface NothingProps {
  narrowed: boolean;
  why: string | undefined;
  onClear: () => void;
}

function Nothing({ narrowed, why, onClear }: NothingProps) {
  if (!narrowed)
    return (
      <EmptyState icon="link" title="No data sources yet" actions={<ConnectLink why={why} />}>
        <p>Connect an ad account, and its first sync brings its history.</p>
      </EmptyState>
    );
  return (
    <EmptyState icon="search" title="No data source matches" actions={<Button onClick={onClear}>Clear filters</Button>}>
      <p>Search for another name, or choose other platforms and states.</p>
    </EmptyState>
  );
}

/** `5 data sources: 1 needs attention, 2 syncing`. */
function summaryInWords(summary: Connections["summary"]): string {
  const parts = [
    [summary.attention, "needing attention"],
    [summary.failed, "failed"],
    [summary.running, "syncing"],
    [summary.stale, "stale"],
    [summary.paused, "paused"],
    [summary.never_synced, "not synced yet"],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  const all = plural(summary.total, "data source");
  return told.length === 0 ? all : `${all}: ${told.join(", ")}`;
}
