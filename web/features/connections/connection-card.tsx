import { useId } from "preact/hooks";
import { syncConnection } from "#contracts/connection-runs.ts";
import { type ConnectionView, pauseConnection, resumeConnection } from "#contracts/connections.ts";
import { call } from "../../lib/client.ts";
import { count } from "../../lib/format.ts";
import { instant } from "../../lib/format-time.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";
import { PlatformBadge } from "../metrics/platform-badge.tsx";
import { isSyncing, noteOf, stateOf } from "./connection-state.ts";
import { Moment } from "./moment.tsx";
import { scheduleInWords } from "./schedule-words.ts";
import { WhatToDo } from "./what-to-do.tsx";

interface Props {
  connection: ConnectionView;
  zone: string;
  /** Why it cannot be managed; undefined when it can. */
  why: string | undefined;
  onChange: () => void;
}

export function ConnectionCard({ connection, zone, why, onChange }: Props) {
  const { id, name, platform, status, last_run: run, waits_for_platform: waits } = connection;
  const { busy, problem, run: act } = useAction();
  const heading = useId();
  const state = stateOf(connection);
  const note = noteOf(connection);
  const params = { connection_id: id };

  const does = (said: string, work: () => Promise<unknown>) => async () => {
    if (!(await act(work))) return;
    toast(said);
    onChange();
  };
  const sync = does(`${name} is being synced`, () => call(syncConnection, { params, body: {} }));
  const pause = does(`${name} is paused`, () => call(pauseConnection, { params, body: {} }));
  const resume = does(`${name} follows its schedule again`, () => call(resumeConnection, { params, body: {} }));

  return (
    <article class="card connection-card" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>
          <a href={`/dashboards/data-sources/${encodeURIComponent(id)}`}>{name}</a>
        </h2>
        <Badge tone={state.tone}>{state.label}</Badge>
      </header>
      <PlatformBadge platform={platform} />
      <dl>
        <Fact label="Last sync">
          <Moment at={run?.finished_at ?? connection.last_success_at} zone={zone} none="never" />
          {run?.rows != null && <span class="muted"> · {count(run.rows)} rows</span>}
        </Fact>
        <Fact label="Next sync">
          {status === "active" ? (
            <Moment at={connection.next_run_at} toCome zone={zone} none="by hand" />
          ) : (
            <span class="muted">not by itself</span>
          )}
        </Fact>
        <Fact label="Schedule">{scheduleInWords(connection.schedule)}</Fact>
      </dl>
      {waits && (
        <p class="connection-note">
          Waits for the platform until {instant(waits.until, zone)}: {waits.reason}
        </p>
      )}
      {note && (
        <p class={note.bad ? "connection-note is-bad" : "connection-note"}>
          {note.text} {note.outcome && <WhatToDo outcome={note.outcome} />}
        </p>
      )}
      <ProblemBanner problem={problem} />
      <footer>
        <Button icon="refresh" why={why} busy={busy || isSyncing(connection)} onClick={() => void sync()}>
          Sync now
        </Button>
        {status === "active" ? (
          <Button look="quiet" why={why} onClick={() => void pause()}>
            Pause
          </Button>
        ) : (
          <Button look="quiet" why={why} onClick={() => void resume()}>
            Resume
          </Button>
        )}
      </footer>
    </article>
  );
}

function Fact({ label, children }: { label: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
