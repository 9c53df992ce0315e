import type { Role } from "#contracts/capabilities.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { toast } from "../../ui/toast.tsx";
import { type Standing, whyNot } from "../identity/can.ts";
import { FailureState } from "../shell/failure-state.tsx";
import { RowsSkeleton } from "../shell/list-states.tsx";
import { InviteForm } from "./invite-form.tsx";
import { InviteTable } from "./invite-table.tsx";
import type { PeopleApi } from "./people-api.ts";

interface Props {
  api: PeopleApi;
  standing: Standing;
  manages: "members.manage" | "agency.manage";
  grants: readonly Role[];
}

export function Invites({ api, standing, manages, grants }: Props) {
  const why = whyNot(standing, manages);
  return (
    <Card flush title="Invitations" hint="A mail with a link that works once and for seven days">
      {why ? (
        <EmptyState small icon="lock" title="Your role does not include inviting">
          <p>{why}</p>
        </EmptyState>
      ) : (
        <InviteList api={api} grants={grants} />
      )}
    </Card>
  );
}

function InviteList({ api, grants }: Pick<Props, "api" | "grants">) {
  const [invites, reload] = useLoaded(api.invites, api.key);
  return (
    <>
      <InviteForm
        grants={grants}
        invite={api.invite}
        onInvited={({ email }) => {
          toast(`${email} is invited`);
          reload();
        }}
      />
      {invites.status === "loading" && <RowsSkeleton />}
      {invites.status === "failed" && <FailureState problem={invites.problem} onRetry={reload} />}
      {invites.status === "ready" && <InviteTable api={api} invites={invites.data} grants={grants} reload={reload} />}
    </>
  );
}
