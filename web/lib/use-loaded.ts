import { useCallback, useEffect, useState } from "preact/hooks";
import { isAbort } from "./client.ts";
import { asProblem, type ProblemError } from "./problem-error.ts";

export type Loaded<T> =
  | { status: "loading" }
  | { status: "failed"; problem: ProblemError }
  | {
      status: "ready";
      data: T;
      /** Why it is not the newest: it was asked for again, and no good answer came. */
      stale?: ProblemError;
    };

/** What may be over at the next try; what was there before is still worth more than nothing. */
const passing = new Set(["network", "unavailable", "rate-limited", "internal", "unexpected"]);

/** Loads when `key` changes, and again on `reload`. What is there stays while it loads anew, and when that fails in passing. */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>, key: string): [Loaded<T>, () => void] {
  const [state, setState] = useState<Loaded<T> & { key: string }>({ status: "loading", key });
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal).then(
      (data) => !abort.signal.aborted && setState({ status: "ready", data, key }),
      (error) => !abort.signal.aborted && !isAbort(error) && setState((old) => failed(old, asProblem(error), key)),
    );
    return () => abort.abort();
  }, [key, turn]);

  const reload = useCallback(() => {
    setState((old) => (old.status === "failed" ? { status: "loading", key: old.key } : old));
    setTurn((count) => count + 1);
  }, []);

  return [state.key === key ? state : { status: "loading" }, reload];
}

function failed<T>(old: Loaded<T> & { key: string }, problem: ProblemError, key: string): Loaded<T> & { key: string } {
  const isHere = old.status === "ready" && old.key === key && passing.has(problem.kind);
  return isHere ? { ...old, stale: problem } : { status: "failed", problem, key };
}
