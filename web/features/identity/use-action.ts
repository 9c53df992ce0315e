import { useCallback, useRef, useState } from "preact/hooks";
import { asProblem, type ProblemError } from "../../lib/problem-error.ts";

export interface Action {
  busy: boolean;
  problem: ProblemError | null;
  /** Runs one thing at a time; true when it worked. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** Something a reader sets off by a button. */
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
      setProblem(asProblem(error));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);

  return { busy, problem, run };
}
