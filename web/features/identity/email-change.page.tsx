import { useState } from "preact/hooks";
import { confirmEmailChange } from "#contracts/auth.ts";
import { call } from "../../lib/client.ts";
import { useLinkToken } from "../../lib/link-token.ts";
import type { ProblemError } from "../../lib/problem-error.ts";
import { useTitle } from "../../lib/title.ts";
import { useForm } from "../../lib/use-form.ts";
import { Button } from "../../ui/button.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { refreshSession } from "./keep-session.ts";
import { LinkMissing, LinkTrouble, Stop } from "./link-trouble.tsx";
import { linkStateOf } from "./link-words.ts";
import { ProblemBanner } from "./problem-banner.tsx";

/** The mail to a new address leads here. */
export function EmailChangePage() {
  useTitle("Confirm your new address");
  const { token, forget } = useLinkToken();
  if (token === null) return <LinkMissing kind="email" />;
  return <ConfirmAddress key={token} token={token} onDone={forget} />;
}

function ConfirmAddress({ token, onDone }: { token: string; onDone: () => void }) {
  const [changed, setChanged] = useState<string | null>(null);
  const [over, setOver] = useState<ProblemError | null>(null);
  const { form, problem, busy, onSubmit } = useForm([], {
    send: async () => {
      const { email } = await call(confirmEmailChange, { body: { token } });
      onDone();
      setChanged(email);
      void refreshSession();
    },
    onProblem: (thrown) => {
      if (thrown.kind !== "conflict" && !linkStateOf(thrown)) return;
      setOver(thrown);
      return { seen: true };
    },
  });

  if (changed !== null) {
    return <Stop title="Your address has changed" detail={`From now on you sign in with ${changed}.`} />;
  }
  const toAccount = (
    <a class="button button-primary" href="/me">
      Go to your account
    </a>
  );
  if (over?.kind === "conflict") return <Stop {...taken} first={toAccount} />;
  if (over) return <LinkTrouble kind="email" problem={over} onRetry={() => setOver(null)} first={toAccount} />;
  // By a button, for programs that look through mail open every link by themselves.
  return (
    <AuthFrame
      title="Confirm your new address"
      focus="title"
      lead="From then on you sign in with the address that this mail came to."
    >
      <ProblemBanner problem={problem} />
      <form ref={form} class="auth-form" onSubmit={onSubmit}>
        <Button look="primary" type="submit" busy={busy}>
          {busy ? "Confirming…" : "Confirm the address"}
        </Button>
        <a class="button button-secondary" href="/">
          Not now
        </a>
      </form>
    </AuthFrame>
  );
}

const taken = {
  title: "This address belongs to another account",
  detail: "Somebody has taken it since you asked. Your address has not changed; ask for the change to another one.",
};
