import type { ComponentChildren } from "preact";
import type { ProblemError } from "../../lib/problem-error.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { explain } from "./explain.ts";

interface Props {
  problem: ProblemError;
  onRetry: () => void;
  /** Other ways on than trying again. */
  actions?: ComponentChildren;
}

/** An error in place of content, with a way on and the reference that support needs. */
export function FailureState({ problem, onRetry, actions }: Props) {
  const said = explain(problem);
  return (
    <EmptyState
      icon="alert"
      alert
      title={said.title}
      actions={
        <>
          <Button icon="refresh" onClick={onRetry}>
            Try again
          </Button>
          {actions}
        </>
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
