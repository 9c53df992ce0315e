import type { Me } from "#contracts/me.ts";
import { can, standingOf } from "../identity/can.ts";
import { session } from "../identity/session.ts";
import { NoAccess } from "../shell/no-access.tsx";
import { Page } from "../shell/page.tsx";
import { KeyList } from "./key-list.tsx";
import "./keys.css";

export function KeysPage() {
  const state = session.value;
  return state.status === "in" ? <Keys key={state.me.tenant.id} me={state.me} /> : null;
}

function Keys({ me }: { me: Me }) {
  const standing = standingOf(me);
  return (
    <Page
      group="Workspace"
      title="API keys"
      of={me.tenant.label}
      intro={`For programs that work with ${me.tenant.label}. A key belongs to the workspace and stays when its maker leaves.`}
    >
      {can(standing, "keys.read") ? (
        <KeyList me={me} standing={standing} />
      ) : (
        <NoAccess standing={standing} capability="keys.read" />
      )}
    </Page>
  );
}
