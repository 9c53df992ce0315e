import { useCallback, useEffect, useState } from "preact/hooks";
import { isAbort } from "./client.ts";
import { asProblem, type ProblemError } from "./problem-error.ts";

export type Loaded<T> =
  | { status: "loading" }
  | { status: "failed"; problem: ProblemError }
  | { status: "ready"; data: T };

/** Loads when `key` changes, and again on `reload`. What is there stays while it loads anew. */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>, key: string): [Loaded<T>, () => void] {
  const [state, setState] = useState<Loaded<T> & { key: string }>({ status: "loading", key });
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal).then(
      (data) => !abort.signal.aborted && setState({ status: "ready", data, key }),
      (error) =>
        !abort.signal.aborted && !isAbort(error) && setState({ status: "failed", problem: asProblem(error), key }),
    );
    return () => abort.abort();
  }, [key, turn]);

  const reload = useCallback(() => {
    setState((old) => (old.status === "failed" ? { status: "loading", key: old.key } : old));
    setTurn((count) => count + 1);
  }, []);

  return [state.key === key ? state : { status: "loading" }, reload];
}
