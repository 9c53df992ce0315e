import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Combined, combined } from "#contracts/metrics.ts";
import { call, isAbort } from "../../lib/client.ts";
import { asProblem, type ProblemError } from "../../lib/problem-error.ts";

import type { Query } from "./filters.ts";

export interface Loaded {
  /** The newest answer; while another one is fetched, the one before it. Never one of another tenant. */
  data: Combined | null;
  /** What `data` answers. */
  query: Query;
  problem: ProblemError | null;
  loading: boolean;
  reload: () => void;
}

interface State {
  owner: string;
  /** What was asked for and settled, well or badly. */
  settledKey: string;
  dataKey: string;
  query: Query;
  data: Combined | null;
  problem: ProblemError | null;
}

/** How often an open, visible page asks whether there is something newer. Unchanged answers are 304. */
const refreshEvery = 60_000;

/** Keeps the slice for a query of one tenant (`owner`). A quiet refresh that finds no network leaves everything as it is. */
export function useCombined(query: Query, owner: string): Loaded {
  const key = JSON.stringify([owner, query]);
  const [state, setState] = useState<State>({ owner, settledKey: "", dataKey: "", query, data: null, problem: null });
  const running = useRef<AbortController>(undefined);

  const load = useCallback(
    async (quiet: boolean) => {
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      try {
        const data = await call(combined, { query, signal: abort.signal });
        if (!abort.signal.aborted) setState({ owner, settledKey: key, dataKey: key, query, data, problem: null });
      } catch (error) {
        const problem = asProblem(error);
        if (isAbort(error) || abort.signal.aborted || (quiet && problem.kind === "network")) return;
        // Numbers of other filters must not stand under an error about these.
        setState((before) =>
          before.dataKey === key ? { ...before, settledKey: key, problem } : failed(owner, key, problem),
        );
      }
    },
    [key],
  );

  useEffect(() => {
    void load(false);
    const timer = window.setInterval(() => {
      if (document.visibilityState === "visible") void load(true);
    }, refreshEvery);
    return () => {
      window.clearInterval(timer);
      running.current?.abort();
    };
  }, [load]);

  const reload = useCallback(() => {
    setState((before) => ({ ...before, settledKey: "", problem: null }));
    void load(false);
  }, [load]);

  const settled = state.settledKey === key;
  return {
    data: state.owner === owner ? state.data : null,
    query: state.query,
    problem: settled ? state.problem : null,
    loading: !settled,
    reload,
  };
}

const failed = (owner: string, key: string, problem: ProblemError): State => ({
  owner,
  settledKey: key,
  dataKey: "",
  query: {},
  data: null,
  problem,
});
