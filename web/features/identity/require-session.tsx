import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { loginPath } from "../../lib/safe-next.ts";
import { FailureState } from "../shell/failure-state.tsx";
import { ShellSkeleton } from "../shell/shell-skeleton.tsx";
import { loadSession, session } from "./session.ts";

/** Shows its children to somebody who is signed in; everybody else goes to sign-in and comes back here. */
export function RequireSession({ children }: { children: ComponentChildren }) {
  const { url, route } = useLocation();
  const state = session.value;

  useEffect(() => {
    if (state.status === "unknown") void loadSession();
    if (state.status === "out") route(state.left ? "/login" : loginPath(url), true);
  }, [state.status]);

  if (state.status === "in") return <>{children}</>;
  if (state.status === "failed") {
    return (
      <main class="lone">
        <FailureState problem={state.problem} onRetry={() => loadSession()} />
      </main>
    );
  }
  return <ShellSkeleton />;
}
