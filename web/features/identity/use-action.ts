import { useCallback, useRef, useState } from "preact/hooks";
import { asProblem, type ProblemError } from "../../lib/problem-error.ts";
import { refreshSession } from "./keep-session.ts";

export interface Action {
  busy: boolean;
  problem: ProblemError | null;
  /** Runs one thing at a time; true when it worked. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  forget: () => void;
}

/** Something a reader sets off by a button. When they may not (any more), the page learns anew what they may. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const running = useRef(false);

  const run = useCallback(async (work: () => Promise<unknown>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      const thrown = asProblem(error);
      setProblem(thrown);
      if (thrown.kind === "forbidden") void refreshSession();
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);

  return { busy, problem, run, forget: useCallback(() => setProblem(null), []) };
}
