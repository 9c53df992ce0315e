import type { ProblemError } from "../../lib/problem-error.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { explain } from "./explain.ts";

/** An error in place of content, with a way on and the reference that support needs. */
export function FailureState({ problem, onRetry }: { problem: ProblemError; onRetry: () => void }) {
  const said = explain(problem);
  return (
    <EmptyState
      icon="alert"
      alert
      title={said.title}
      actions={
        <Button icon="refresh" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <p>{said.detail}</p>
      {problem.requestId && (
        <p>
          Reference for support: <span class="mono">{problem.requestId}</span>
        </p>
      )}
    </EmptyState>
  );
}
