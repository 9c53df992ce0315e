import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { cancelSync, syncConnection } from "#contracts/connection-runs.ts";
import { type ConnectionDetail, pauseConnection, resumeConnection, testConnection } from "#contracts/connections.ts";
import { call } from "../../lib/client.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";
import { BackfillDialog } from "./backfill-dialog.tsx";
import { isSyncing } from "./connection-state.ts";
import { DeleteDialog } from "./delete-dialog.tsx";

interface Props {
  connection: ConnectionDetail;
  zone: string;
  why: string | undefined;
  onChange: () => void;
}

/** Everything that can be done with a data source, and what came of it. */
export function DataSourceActions({ connection, zone, why, onChange }: Props) {
  const [open, setOpen] = useState<"backfill" | "delete" | null>(null);
  const [tested, setTested] = useState<{ ok: boolean; message: string | null } | null>(null);
  const { busy, problem, run } = useAction();
  const { route } = useLocation();
  const of = { params: { connection_id: connection.id }, body: {} };
  const does = (said: string, work: () => Promise<unknown>) => async () => {
    if (!(await run(work))) return;
    toast(said);
    onChange();
  };
  const syncing = isSyncing(connection);
  const sync = syncing
    ? does("The sync is cancelled", () => call(cancelSync, of))
    : does("The sync has begun", () => call(syncConnection, of));
  const schedule =
    connection.status === "active"
      ? does("Paused", () => call(pauseConnection, of))
      : does("The schedule is followed again", () => call(resumeConnection, of));
  const test = () => run(async () => setTested(await call(testConnection, of)));

  return (
    <>
      <div class="data-source-actions">
        <Button look="primary" icon={syncing ? "close" : "refresh"} why={why} busy={busy} onClick={() => void sync()}>
          {syncing ? "Cancel sync" : "Sync now"}
        </Button>
        <Button why={why} onClick={() => void schedule()}>
          {connection.status === "active" ? "Pause" : "Resume"}
        </Button>
        <Button why={why} onClick={() => void test()}>
          Test credentials
        </Button>
        <Button why={why ?? whyNoBackfill(connection)} onClick={() => setOpen("backfill")}>
          Read past days again
        </Button>
        <Button look="quiet" why={why} onClick={() => setOpen("delete")}>
          Delete
        </Button>
      </div>
      <ProblemBanner problem={problem} />
      {tested && (
        <Banner
          tone={tested.ok ? "info" : "bad"}
          title={tested.ok ? "The credentials work" : "The credentials do not work"}
        >
          {tested.message && <p>{tested.message}</p>}
        </Banner>
      )}
      {open === "backfill" && (
        <BackfillDialog connection={connection} zone={zone} onDone={onChange} onClose={() => setOpen(null)} />
      )}
      {open === "delete" && (
        <DeleteDialog
          connection={connection}
          onDone={() => {
            toast(`${connection.name} is deleted`);
            route("/dashboards/data-sources", true);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function whyNoBackfill({ status, backfill, last_success_at }: ConnectionDetail): string | undefined {
  if (backfill?.status === "active") return "Past days are being read already.";
  if (last_success_at === null) return "The first sync reads the history; wait for its end.";
  return status === "active" ? undefined : "Resume it first: past days are read between its syncs.";
}
