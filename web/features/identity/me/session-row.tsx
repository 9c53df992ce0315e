import { endSession, type SessionView } from "#contracts/me.ts";
import { call } from "../../../lib/client.ts";
import { deviceOf, isHandheld } from "../../../lib/device.ts";
import { ago, instantHere } from "../../../lib/format-time.ts";
import { now } from "../../../lib/now.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { RowProblem } from "../../shell/row-problem.tsx";
import { useAction } from "../use-action.ts";

export function SessionRow({ session, onEnded }: { session: SessionView; onEnded: (said: string) => void }) {
  const { busy, problem, run } = useAction();
  const device = deviceOf(session.user_agent);
  const end = async () => {
    if (await run(() => call(endSession, { params: { session_id: session.id } })))
      onEnded(`The session of ${device} has ended`);
  };
  return (
    <li>
      <div class="me-device">
        <Icon name={isHandheld(session.user_agent) ? "phone" : "monitor"} size={20} />
        <div>
          <p class="me-name">
            <span title={session.user_agent ?? undefined}>{device}</span>
            {session.current && <Badge tone="good">This session</Badge>}
          </p>
          <p class="me-note">
            {session.ip ? `${session.ip} · ` : ""}
            {session.current ? "active now" : <LastSeen at={session.last_seen_at} />}
          </p>
          <p class="me-note">
            Signed in <When at={session.created_at} />
          </p>
          <RowProblem problem={problem} />
        </div>
      </div>
      {!session.current && (
        <Button busy={busy} onClick={end} aria-label={`End the session of ${device}`}>
          End
        </Button>
      )}
    </li>
  );
}

function LastSeen({ at }: { at: string }) {
  return (
    <>
      last seen <When at={at} />
    </>
  );
}

function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={instantHere(at)}>
      {ago(at, now.value)}
    </time>
  );
}
