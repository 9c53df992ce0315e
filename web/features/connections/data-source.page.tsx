import type { ComponentChildren } from "preact";
import { useCallback, useState } from "preact/hooks";
import { type ConnectionDetail, readConnection } from "#contracts/connections.ts";
import { connectionPlatformNames } from "#contracts/fields.ts";
import type { Me } from "#contracts/me.ts";
import { call } from "../../lib/client.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Badge } from "../../ui/badge.tsx";
import { can, standingOf, whyNot } from "../identity/can.ts";
import { session } from "../identity/session.ts";
import { ListStates } from "../shell/list-states.tsx";
import { NoAccess } from "../shell/no-access.tsx";
import { Page } from "../shell/page.tsx";
import { BackfillCard } from "./backfill-card.tsx";
import { isSyncing, noteOf, stateOf } from "./connection-state.ts";
import "./connections.css";
import { usePoll } from "../../lib/use-poll.ts";
import { DataSourceActions } from "./data-source-actions.tsx";
import { dataSources } from "./data-sources-crumb.ts";
import { Moment } from "./moment.tsx";
import { RunsCard } from "./runs-card.tsx";
import { ScheduleCard } from "./schedule-card.tsx";
import { SchemaChangesCard } from "./schema-changes-card.tsx";
import { SettingsCard } from "./settings-card.tsx";
import { StreamsCard } from "./streams-card.tsx";
import { RunbookLink, WhatToDo } from "./what-to-do.tsx";

const pollMs = { busy: 3_000, idle: 30_000 } as const;

export function DataSourcePage({ id }: { id?: string }) {
  const state = session.value;
  if (state.status !== "in") return null;
  const standing = standingOf(state.me);
  if (!can(standing, "connections.read"))
    return (
      <Frame me={state.me}>
        <NoAccess standing={standing} capability="connections.read" />
      </Frame>
    );
  return <DataSource key={`${state.me.tenant.id} ${id}`} me={state.me} id={id ?? ""} />;
}

function DataSource({ me, id }: { me: Me; id: string }) {
  const [turn, setTurn] = useState(0);
  const [loaded, reload] = useLoaded(
    (signal) => call(readConnection, { params: { connection_id: id }, signal }),
    `${me.tenant.id} ${id}`,
  );
  const changed = useCallback(() => {
    setTurn((count) => count + 1);
    reload();
  }, [reload]);
  const busy = loaded.status === "ready" && (isSyncing(loaded.data) || loaded.data.backfill?.status === "active");
  usePoll(reload, busy ? pollMs.busy : pollMs.idle);
  const states = (
    <ListStates
      loaded={loaded}
      reload={reload}
      standing={standingOf(me)}
      needs="connections.read"
      what="the data source"
      actions={<RunbookLink />}
    >
      {(connection) => <Detail me={me} connection={connection} turn={turn} onChange={changed} />}
    </ListStates>
  );
  return (
    <Frame me={me} connection={loaded.status === "ready" ? loaded.data : undefined}>
      {states}
    </Frame>
  );
}

interface FrameProps {
  me: Me;
  connection?: ConnectionDetail | undefined;
  children: ComponentChildren;
}

/** The page's head stands while the source is asked for, and when it is not there. */
function Frame({ me, connection, children }: FrameProps) {
  const state = connection && stateOf(connection);
  const zone = me.tenant.time_zone;
  return (
    <Page
      group="Dashboards"
      parent={dataSources}
      title={connection?.name ?? "Data source"}
      of={me.tenant.label}
      badge={state && <Badge tone={state.tone}>{state.label}</Badge>}
      intro={
        connection && (
          <>
            {connectionPlatformNames[connection.platform]}. Last success{" "}
            <Moment at={connection.last_success_at} zone={zone} none="never" />, next sync{" "}
            <Moment at={connection.next_run_at} toCome zone={zone} none="not by itself" />.
          </>
        )
      }
    >
      {children}
    </Page>
  );
}

interface DetailProps {
  me: Me;
  connection: ConnectionDetail;
  /** Goes up with every change made here, so that the syncs are asked for again. */
  turn: number;
  onChange: () => void;
}

function Detail({ me, connection, turn, onChange }: DetailProps) {
  const zone = me.tenant.time_zone;
  const why = whyNot(standingOf(me), "connections.manage");
  const note = noteOf(connection);
  const part = { connection, zone, why, onChange };
  return (
    <>
      {note && (
        <p class={note.bad ? "connection-note is-bad" : "connection-note"}>
          {note.text} {note.outcome && <WhatToDo outcome={note.outcome} />}
        </p>
      )}
      <DataSourceActions {...part} />
      <BackfillCard {...part} />
      <SchemaChangesCard {...part} />
      <RunsCard connectionId={connection.id} zone={zone} turn={turn} />
      <div class="data-source-columns">
        <ScheduleCard {...part} />
        <SettingsCard {...part} />
      </div>
      <StreamsCard {...part} />
    </>
  );
}
