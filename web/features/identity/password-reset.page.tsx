import { useLinkToken } from "../../lib/link-token.ts";
import { RequestReset } from "./request-reset.tsx";
import { SetPassword } from "./set-password.tsx";

/** Both steps: asking for the mail, and, with the token of its link, the new password. */
export function PasswordResetPage() {
  const { token, forget, leave } = useLinkToken();
  if (token === null) return <RequestReset />;
  return <SetPassword key={token} token={token} onDone={forget} onAgain={leave} />;
}
