import { useState } from "preact/hooks";
import { listRuns, type SyncRun } from "#contracts/connection-runs.ts";
import { call } from "../../lib/client.ts";
import { count } from "../../lib/format.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { usePoll } from "../../lib/use-poll.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Num } from "../../ui/num.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { FailureState } from "../shell/failure-state.tsx";
import { RowsSkeleton } from "../shell/list-states.tsx";
import { StaleBanner } from "../shell/stale-banner.tsx";
import { inSeconds } from "../sync-health/duration.ts";
import { Moment } from "./moment.tsx";
import { RunDialog } from "./run-dialog.tsx";
import { reasonOf, statuses } from "./run-words.ts";
import { RunbookLink } from "./what-to-do.tsx";

const choices = [
  { value: "all", label: "All" },
  { value: "failed", label: "Failed" },
] as const;

const step = 20;
const most = 100;
const pollMs = { busy: 3_000, idle: 30_000 } as const;

const isUnfinished = ({ status }: SyncRun) => status === "pending" || status === "running";

/** The syncs of a connection, newest first; one opens its steps and its log. */
export function RunsCard({ connectionId, zone, turn }: { connectionId: string; zone: string; turn: number }) {
  const [limit, setLimit] = useState(step);
  const [open, setOpen] = useState<string | null>(null);
  const [which, setWhich] = useState<"all" | "failed">("all");
  const params = { connection_id: connectionId };
  const narrowed = which === "failed" ? { status: which } : {};
  const [loaded, reload] = useLoaded(
    (signal) => call(listRuns, { params, query: { limit, ...narrowed }, signal }),
    `${connectionId} ${limit} ${turn} ${which}`,
  );
  const runs = loaded.status === "ready" ? loaded.data.runs : [];
  usePoll(reload, runs.some(isUnfinished) ? pollMs.busy : pollMs.idle);
  const opened = runs.find(({ id }) => id === open);

  return (
    <Card
      flush
      title="Syncs"
      hint="Newest first"
      actions={<Segmented label="Which syncs" value={which} options={choices} onChange={setWhich} />}
    >
      {loaded.status === "loading" && <RowsSkeleton />}
      {loaded.status === "failed" && (
        <FailureState problem={loaded.problem} onRetry={reload} actions={<RunbookLink />} />
      )}
      {loaded.status === "ready" && loaded.stale && <StaleBanner problem={loaded.stale} onRetry={reload} />}
      {loaded.status === "ready" && runs.length === 0 && which === "failed" && (
        <EmptyState small icon="check" title="No sync has failed" />
      )}
      {loaded.status === "ready" && runs.length === 0 && which === "all" && (
        <EmptyState small icon="clock" title="No syncs yet">
          <p>The schedule starts the first one, or Sync now does.</p>
        </EmptyState>
      )}
      {runs.length > 0 && (
        <Table stack caption="Syncs" columns={columnsOf(zone, setOpen)} rows={runs} rowKey={(run) => run.id} />
      )}
      {loaded.status === "ready" && loaded.data.next_cursor && limit < most && (
        <div class="table-foot">
          <Button onClick={() => setLimit(Math.min(most, limit + step))}>Show more</Button>
        </div>
      )}
      {opened && <RunDialog run={opened} zone={zone} onClose={() => setOpen(null)} />}
    </Card>
  );
}

const columnsOf = (zone: string, open: (id: string) => void): Column<SyncRun>[] => [
  {
    key: "started",
    head: "Started",
    cell: (run) => <Moment at={run.started_at ?? run.created_at} zone={zone} none="" />,
  },
  { key: "why", head: "Why", cell: (run) => reasonOf(run) },
  {
    key: "status",
    head: "Result",
    cell: (run) => (
      <div>
        <Badge tone={statuses[run.status].tone}>{statuses[run.status].label}</Badge>
        {run.attempt > 1 && <span class="cell-note">try {run.attempt}</span>}
      </div>
    ),
  },
  {
    key: "duration",
    head: "Duration",
    numeric: true,
    cell: ({ duration_seconds: took }) => <Num value={took} text={took === null ? "" : inSeconds(took)} />,
  },
  { key: "rows", head: "Rows", numeric: true, cell: ({ rows }) => <Num value={rows} text={count(rows)} /> },
  {
    key: "said",
    head: "Said",
    cell: (run) => <span class="run-said">{run.error_message ?? run.warning ?? ""}</span>,
  },
  {
    key: "do",
    head: "Actions",
    cell: (run) => (
      <Button look="quiet" aria-label={`Details of the sync of ${run.created_at}`} onClick={() => open(run.id)}>
        Details
      </Button>
    ),
  },
];
