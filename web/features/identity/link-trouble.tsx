import type { ComponentChildren } from "preact";
import type { ProblemError } from "../../lib/problem-error.ts";
import { useTitle } from "../../lib/title.ts";
import { Button } from "../../ui/button.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { type LinkKind, linkStateOf, linkWords, missingWords } from "./link-words.ts";
import { sayProblem } from "./say-problem.ts";
import { session } from "./session.ts";

interface Props {
  kind: LinkKind;
  problem: ProblemError;
  onRetry: () => void;
  /** What helps first, beside going home. */
  first?: ComponentChildren;
}

/** The page of a link that is of no use, or that could not be looked at right now. */
export function LinkTrouble({ kind, problem, onRetry, first }: Props) {
  const state = linkStateOf(problem);
  if (state) return <Stop {...linkWords[kind][state]} first={first} />;
  const retry = (
    <Button look="primary" icon="refresh" onClick={onRetry}>
      Try again
    </Button>
  );
  return <Stop {...sayProblem(problem)} first={retry} />;
}

export function LinkMissing({ kind }: { kind: "invite" | "email" }) {
  return <Stop {...missingWords[kind]} />;
}

interface StopProps {
  title: string;
  detail?: string | undefined;
  first?: ComponentChildren;
}

/** The way ends here: why, and where to go from here. */
export function Stop({ title, detail, first }: StopProps) {
  useTitle(title);
  const signedIn = session.value.status === "in";
  return (
    <AuthFrame title={title} focus="title" lead={detail}>
      <div class="auth-part">
        {first}
        <a class={`button ${first ? "button-secondary" : "button-primary"}`} href={signedIn ? "/" : "/login"}>
          {signedIn ? "Go to the dashboard" : "Go to sign-in"}
        </a>
      </div>
    </AuthFrame>
  );
}
