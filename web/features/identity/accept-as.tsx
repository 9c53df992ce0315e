import { useForm } from "../../lib/use-form.ts";
import { Button } from "../../ui/button.tsx";
import type { AcceptProps } from "./invite-answer.tsx";
import { explainJoin } from "./join-errors.ts";
import { ProblemBanner } from "./problem-banner.tsx";

/** For whoever is signed in with the invited address: one press. */
export function AcceptAs({ offer, accept, isOver }: AcceptProps) {
  const { form, problem, busy, onSubmit } = useForm([], {
    send: () => accept({}),
    onProblem: (thrown) => (isOver(thrown) ? { seen: true } : undefined),
  });
  return (
    <form ref={form} class="auth-form" noValidate onSubmit={onSubmit}>
      <ProblemBanner problem={problem} say={explainJoin} />
      <Button look="primary" type="submit" busy={busy}>
        {busy ? "Joining…" : `Accept as ${offer.email}`}
      </Button>
    </form>
  );
}
