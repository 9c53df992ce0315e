import { useState } from "preact/hooks";
import { requestPasswordReset } from "#contracts/auth.ts";
import { call } from "../../lib/client.ts";
import { useSecondsLeft } from "../../lib/use-seconds-left.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { ProblemBanner } from "./problem-banner.tsx";
import { useAction } from "./use-action.ts";

const pause = 60;

/** Says the same whether or not there is such an account. */
export function ResetSent({ email, onOther }: { email: string; onOther: () => void }) {
  const [left, wait] = useSecondsLeft(pause);
  const [times, setTimes] = useState(1);
  const { busy, problem, run } = useAction();

  const again = async () => {
    if (left > 0 || busy) return;
    if (!(await run(() => call(requestPasswordReset, { body: { email } })))) return;
    setTimes(times + 1);
    wait(pause);
  };

  return (
    <AuthFrame
      title="Look into your mail"
      focus="title"
      lead={
        <p role="status">
          {times > 1 && "Sent again. "}If there is an account of <strong>{email}</strong>, a mail with a link is on its
          way to it.
        </p>
      }
    >
      <ProblemBanner problem={problem} />
      <div class="auth-part">
        <h2>Nothing there after a few minutes?</h2>
        <ul class="auth-hints">
          <li>Look among spam, and in other mailboxes of yours.</li>
          <li>
            Perhaps your account has another address.{" "}
            <button type="button" class="link-button" onClick={onOther}>
              Try another one
            </button>
          </li>
          <li>You may not have an account yet. Ask an owner or admin of your workspace to invite you.</li>
        </ul>
        <p class="auth-links">
          <button type="button" class="link-button" aria-disabled={left > 0 || busy || undefined} onClick={again}>
            {left > 0 ? `Send it again in ${left} s` : "Send it again"}
          </button>
          <a href="/login">Back to sign-in</a>
        </p>
      </div>
    </AuthFrame>
  );
}
