import { useState } from "preact/hooks";
import type { ProblemError } from "../../lib/problem-error.ts";
import { useForm } from "../../lib/use-form.ts";
import { Button } from "../../ui/button.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { CodeField } from "./code-field.tsx";
import { explainLogin } from "./login-errors.ts";
import { ProblemBanner } from "./problem-banner.tsx";
import { RecoveryField } from "./recovery-field.tsx";
import { enterCode } from "./session.ts";

interface Props {
  challenge: string;
  email: string;
  onStartOver: (because?: "expired") => void;
  onEntered?: () => void;
}

type Means = "app" | "recovery";

/** The second step of a sign-in: a code of the authenticator app, or a recovery code. */
export function CodeStep(props: Props) {
  const [means, setMeans] = useState<Means>("app");
  return <CodeForm key={means} {...props} means={means} onOther={setMeans} />;
}

const wordsOf = {
  app: {
    title: "Enter your code",
    lead: (email: string) => `The six digits that your authenticator app shows for ${email}.`,
    missing: "Enter the six digits",
    wrong: "That code is not right. Wait for the next one: each works once, for about 30 seconds.",
    other: "Use a recovery code instead",
  },
  recovery: {
    title: "Use a recovery code",
    lead: () => "One of the codes you kept when you set the second step up. Each works once.",
    missing: "Enter a recovery code",
    wrong: "That is not one of your unused recovery codes",
    other: "Use the authenticator app",
  },
} as const;

/** The challenge is over: too old, or used by another window. */
const lost = (problem: ProblemError): boolean => problem.kind.startsWith("token-");

function CodeForm({
  challenge,
  email,
  means,
  onOther,
  onStartOver,
  onEntered,
}: Props & { means: Means; onOther: (m: Means) => void }) {
  const words = wordsOf[means];
  const [turn, setTurn] = useState(0);
  const { form, errors, problem, busy, onSubmit } = useForm(["code"], {
    check: ({ code }) => {
      if (code === "") return { code: words.missing };
      return means === "app" && code.length !== 6 ? { code: "The code has six digits" } : {};
    },
    send: async ({ code }) => {
      await enterCode(challenge, code);
      onEntered?.();
    },
    onProblem: (thrown) => {
      if (lost(thrown)) {
        onStartOver("expired");
        return { seen: true };
      }
      setTurn(turn + 1);
      return thrown.kind === "wrong-code" ? { errors: { code: words.wrong } } : { focus: "code" };
    },
  });

  return (
    <AuthFrame title={words.title} lead={words.lead(email)} focus="field">
      <ProblemBanner problem={problem} say={explainLogin} />
      <form ref={form} class="auth-form" noValidate onSubmit={onSubmit}>
        {means === "recovery" ? (
          <RecoveryField error={errors.code} />
        ) : (
          <CodeField key={turn} name="code" error={errors.code} submits />
        )}
        <Button look="primary" type="submit" busy={busy}>
          {busy ? "Checking…" : "Go on"}
        </Button>
        <p class="auth-links">
          <button type="button" class="link-button" onClick={() => onOther(means === "app" ? "recovery" : "app")}>
            {words.other}
          </button>
          <button type="button" class="link-button" onClick={() => onStartOver()}>
            Start over
          </button>
        </p>
      </form>
    </AuthFrame>
  );
}
