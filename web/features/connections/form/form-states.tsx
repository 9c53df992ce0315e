import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ConnectorForm } from "#contracts/connectors.ts";
import { Button } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { FailureState } from "../../shell/failure-state.tsx";
import { RowsSkeleton } from "../../shell/list-states.tsx";
import type { FormState } from "./use-connector-form.ts";

interface Props {
  state: FormState;
  retry: () => void;
  /** Another way on than trying again. */
  actions?: ComponentChildren;
  children: (form: ConnectorForm) => ComponentChildren;
}

/** What stands where a connector's form will, until it is there. */
export function FormStates({ state, retry, actions, children }: Props) {
  if (state.status === "ready") return <>{children(state.form)}</>;
  if (state.status === "loading")
    return (
      <>
        <p class="muted" role="status">
          Asking the connector for its form…
        </p>
        <RowsSkeleton />
      </>
    );
  if (state.status === "installing") return <Installing since={state.since} />;
  if (state.problem) return <FailureState problem={state.problem} onRetry={retry} actions={actions} />;
  return (
    <EmptyState
      icon="alert"
      alert
      title="The connector is not ready"
      actions={
        <>
          <Button icon="refresh" onClick={retry}>
            Try again
          </Button>
          {actions}
        </>
      }
    >
      <p>{state.said ?? "It could not be installed. Try again in a minute."}</p>
    </EmptyState>
  );
}

function Installing({ since }: { since: number }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setSeconds(Math.round((Date.now() - since) / 1000)), 1000);
    return () => window.clearInterval(timer);
  }, [since]);
  return (
    <div class="connector-installing">
      <p role="status">The connector is being installed. That happens once and takes about half a minute.</p>
      <progress aria-label="Installing the connector" />
      <p class="muted" aria-hidden="true">
        {seconds} s
      </p>
    </div>
  );
}
