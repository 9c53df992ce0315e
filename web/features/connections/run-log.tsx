import { useEffect, useState } from "preact/hooks";
import type { z } from "zod";
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

type LogPart = z.output<NonNullable<typeof runLog.output>>;

/** Where nothing new came, and where more may lie ready. */
const pauseMs = 2_000;
const shortPauseMs = 500;
const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((done) => {
    const timer = setTimeout(done, ms);
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
      for (let at: { job: string | null; offset: number } | null = { job: null, offset: 0 }; at !== null; ) {
        const part: LogPart = await call(runLog, { params, query: { offset: at.offset }, signal: abort.signal });
        const { job } = at;
        at = nextOf(part, at);
        if (job !== null && part.job !== job) continue;
        setLog((before) => ({
          text: before.text + part.text,
          missing: part.available || before.text ? null : (part.detail ?? "There is no log."),
          problem: null,
        }));
        if (at) await pause(part.text ? shortPauseMs : pauseMs, abort.signal);
        if (abort.signal.aborted) return;
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

/** Where the log is read on; null at its end, and where Airbyte gives none. Another try has another job, whose log has its own beginning. */
function nextOf(part: LogPart, { job, offset }: { job: string | null; offset: number }) {
  if (job !== null && part.job !== job) return { job: part.job, offset: 0 };
  if (part.ended || (!part.available && part.job !== null)) return null;
  return { job: part.job, offset: part.available ? part.next_offset : offset };
}
