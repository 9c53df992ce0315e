import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { viewInvite } from "#contracts/auth.ts";
import { call } from "../../lib/client.ts";
import { useLinkToken } from "../../lib/link-token.ts";
import { home } from "../../lib/safe-next.ts";
import { useTitle } from "../../lib/title.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { AuthLoading } from "./auth-loading.tsx";
import { InviteAnswer } from "./invite-answer.tsx";
import { LinkMissing, LinkTrouble } from "./link-trouble.tsx";
import { loadSession, session } from "./session.ts";

export function InvitePage() {
  useTitle("Invitation");
  const { token, forget } = useLinkToken();
  const { route } = useLocation();
  const { status } = session.value;

  useEffect(() => {
    if (status === "unknown") void loadSession();
  }, [status]);

  if (token === null) return <LinkMissing kind="invite" />;
  const onJoined = () => {
    forget();
    route(home, true);
  };
  return <Invitation key={token} token={token} onJoined={onJoined} />;
}

function Invitation({ token, onJoined }: { token: string; onJoined: () => void }) {
  const [invite, retry] = useLoaded((signal) => call(viewInvite, { body: { token }, signal }), token);
  if (invite.status === "failed") return <LinkTrouble kind="invite" problem={invite.problem} onRetry={retry} />;
  if (invite.status === "loading" || session.value.status === "unknown")
    return <AuthLoading what="Looking at the invitation" />;
  return <InviteAnswer token={token} offer={invite.data} onJoined={onJoined} />;
}
