import { useRef, useState } from "preact/hooks";
import { logoutEverywhere } from "#contracts/auth.ts";
import { sessions } from "#contracts/me.ts";
import { call } from "../../../lib/client.ts";
import { useLoaded } from "../../../lib/use-loaded.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { toast } from "../../../ui/toast.tsx";
import { Confirm } from "../../shell/confirm.tsx";
import { FailureState } from "../../shell/failure-state.tsx";
import { RowProblem } from "../../shell/row-problem.tsx";
import { signOutEverywhere } from "../session.ts";
import { useAction } from "../use-action.ts";
import { SessionRow } from "./session-row.tsx";
import { sessionsTurn } from "./sessions-changed.ts";

/** Where one is signed in, and the ways out. */
export function SessionsCard() {
  const list = useRef<HTMLUListElement>(null);
  const [leaving, setLeaving] = useState(false);
  const { busy, problem, run } = useAction();
  const [loaded, reload] = useLoaded((signal) => call(sessions, { signal }), `${sessionsTurn.value}`);

  const ended = (said: string) => {
    toast(said);
    // The button that was pressed goes away with its row.
    list.current?.focus();
    reload();
  };
  const endOthers = async () => {
    if (await run(() => call(logoutEverywhere, { body: { keep_this: true } })))
      ended("You are signed out everywhere else");
  };

  return (
    <Card title="Sessions" hint="Where you are signed in. End what you do not know, then change your password.">
      {loaded.status === "failed" && <FailureState problem={loaded.problem} onRetry={reload} />}
      {loaded.status === "loading" && <SessionsSkeleton />}
      {loaded.status === "ready" && (
        <>
          <ul class="me-rows" ref={list} tabIndex={-1} aria-label="Sessions">
            {loaded.data.sessions.map((each) => (
              <SessionRow key={each.id} session={each} onEnded={ended} />
            ))}
          </ul>
          <div class="me-foot">
            {loaded.data.sessions.length > 1 && (
              <Button busy={busy} onClick={endOthers}>
                Sign out everywhere else
              </Button>
            )}
            <Button look="quiet" onClick={() => setLeaving(true)}>
              Sign out everywhere…
            </Button>
            <RowProblem problem={problem} />
          </div>
        </>
      )}
      {leaving && (
        <Confirm
          title="Sign out everywhere?"
          does="Sign out everywhere"
          act={signOutEverywhere}
          onDone={() => undefined}
          onClose={() => setLeaving(false)}
        >
          <p>This ends all your sessions, this one too. Work that is not saved in other windows is lost.</p>
        </Confirm>
      )}
    </Card>
  );
}

function SessionsSkeleton() {
  return (
    <div class="me-form">
      <p class="visually-hidden" role="status">
        Loading sessions
      </p>
      <Skeleton height="2.5rem" />
      <Skeleton height="2.5rem" width="90%" />
      <Skeleton height="2.5rem" width="95%" />
    </div>
  );
}
