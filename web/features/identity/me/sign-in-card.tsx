import { useState } from "preact/hooks";
import { requestPasswordReset } from "#contracts/auth.ts";
import type { Me } from "#contracts/me.ts";
import { call } from "../../../lib/client.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { RowProblem } from "../../shell/row-problem.tsx";
import { useAction } from "../use-action.ts";
import { EmailDialog } from "./email-dialog.tsx";
import { PasswordDialog } from "./password-dialog.tsx";

/** What one signs in with. */
export function SignInCard({ me }: { me: Me }) {
  const [open, setOpen] = useState<"email" | "password" | null>(null);
  const [waitingFor, setWaitingFor] = useState<string | null>(null);
  const close = () => setOpen(null);
  return (
    <Card title="Sign-in">
      <ul class="me-rows">
        <li>
          <div class="me-what">
            <p class="me-name">E-mail</p>
            <p class="me-note">{me.user.email}</p>
            <p class="me-note" role="status">
              {waitingFor &&
                `We sent a link to ${waitingFor}. Your address changes once you follow it; until then it stays as it is.`}
            </p>
          </div>
          {me.has_password && <Button onClick={() => setOpen("email")}>Change e-mail…</Button>}
        </li>
        <li>
          {me.has_password ? (
            <>
              <div class="me-what">
                <p class="me-name">Password</p>
                <p class="me-note">Changing it ends all your other sessions.</p>
              </div>
              <Button onClick={() => setOpen("password")}>Change password…</Button>
            </>
          ) : (
            <NoPassword me={me} />
          )}
        </li>
      </ul>
      {open === "email" && <EmailDialog me={me} onSent={setWaitingFor} onClose={close} />}
      {open === "password" && <PasswordDialog me={me} onClose={close} />}
    </Card>
  );
}

/** For those who have only ever come in by another service. */
function NoPassword({ me }: { me: Me }) {
  const [sent, setSent] = useState(false);
  const { busy, problem, run } = useAction();
  const send = async () => {
    if (await run(() => call(requestPasswordReset, { body: { email: me.user.email } }))) setSent(true);
  };
  return (
    <>
      <div class="me-what">
        <p class="me-name">Password</p>
        <p class="me-note">
          You have none: you sign in by another service. To change your address or set up a second step, set one first.
        </p>
        <p class="me-note" role="status">
          {sent && `A mail with a link is on its way to ${me.user.email}.`}
        </p>
        <RowProblem problem={problem} />
      </div>
      <Button icon="mail" busy={busy} onClick={send}>
        Send me a link
      </Button>
    </>
  );
}
