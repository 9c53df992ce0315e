import { useEffect, useState } from "preact/hooks";
import { runLog, type SyncRun } from "#contracts/connection-runs.ts";
import { call, isAbort } from "../../lib/client.ts";
import { asProblem, type ProblemError } from "../../lib/problem-error.ts";
import { ProblemBanner } from "../identity/problem-banner.tsx";

interface Log {
  text: string;
  /** Why there is none; null while it is followed or read. */
  missing: string | null;
  problem: ProblemError | null;
}

const pauseMs = 2_000;
const pause = (signal: AbortSignal) =>
  new Promise<void>((done) => {
    const timer = setTimeout(done, pauseMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      done();
    });
  });

/** The connector's log, read on from where it ended until the sync has. */
export function RunLog({ run }: { run: Pick<SyncRun, "id" | "connection_id"> }) {
  const log = useRunLog(run.connection_id, run.id);
  if (log.problem) return <ProblemBanner problem={log.problem} />;
  if (log.missing !== null) return <p class="muted">{log.missing}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <pre class="run-log" role="log" aria-label="Log" tabIndex={0}>
      {log.text || "…"}
    </pre>
  );
}

function useRunLog(connectionId: string, runId: string): Log {
  const [log, setLog] = useState<Log>({ text: "", missing: null, problem: null });
  useEffect(() => {
    const abort = new AbortController();
    const follow = async () => {
      const params = { connection_id: connectionId, run_id: runId };
      for (let offset = 0, ended = false; !ended && !abort.signal.aborted; ) {
        const part = await call(runLog, { params, query: { offset }, signal: abort.signal });
        if (!part.available) return setLog({ text: "", missing: part.detail ?? "There is no log.", problem: null });
        setLog((before) => ({ text: before.text + part.text, missing: null, problem: null }));
        ended = part.ended;
        offset = part.next_offset;
        if (!ended) await pause(abort.signal);
      }
    };
    setLog({ text: "", missing: null, problem: null });
    follow().catch((error: unknown) => {
      if (!isAbort(error) && !abort.signal.aborted) setLog((before) => ({ ...before, problem: asProblem(error) }));
    });
    return () => abort.abort();
  }, [connectionId, runId]);
  return log;
}
