import { useState } from "preact/hooks";
import type { Role } from "#contracts/capabilities.ts";
import type { InviteView } from "#contracts/members.ts";
import { dayOf, instantHere } from "../../lib/format-time.ts";
import { roleNames } from "../../lib/role-names.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { toast } from "../../ui/toast.tsx";
import { useAction } from "../identity/use-action.ts";
import { Confirm } from "../shell/confirm.tsx";
import { RowProblem } from "../shell/row-problem.tsx";
import type { PeopleApi } from "./people-api.ts";

interface Props {
  api: PeopleApi;
  invites: readonly InviteView[];
  grants: readonly Role[];
  reload: () => void;
}

const states: Readonly<Record<InviteView["status"], { label: string; tone: Tone }>> = {
  open: { label: "Open", tone: "neutral" },
  expired: { label: "Expired", tone: "warn" },
  accepted: { label: "Accepted", tone: "good" },
  revoked: { label: "Revoked", tone: "neutral" },
};

export function InviteTable({ api, invites, grants, reload }: Props) {
  if (invites.length === 0)
    return (
      <EmptyState small icon="mail" title="Nobody was invited in the last 90 days">
        <p>Invitations appear here, with whether they were accepted.</p>
      </EmptyState>
    );
  const columns: Column<InviteView>[] = [
    {
      key: "email",
      head: "E-mail",
      cell: ({ email, invited_by }) => (
        <>
          <span class="wrap">{email}</span>
          <span class="cell-note">by {invited_by}</span>
        </>
      ),
    },
    { key: "role", head: "Role", cell: ({ role }) => roleNames[role] },
    {
      key: "status",
      head: "Status",
      cell: ({ status }) => <Badge tone={states[status].tone}>{states[status].label}</Badge>,
    },
    {
      key: "sent",
      head: "Sent",
      cell: ({ sent_at }) =>
        sent_at ? (
          <time class="nowrap" dateTime={sent_at} title={instantHere(sent_at)}>
            {dayOf(sent_at)}
          </time>
        ) : (
          <span class="muted">on its way</span>
        ),
    },
    {
      key: "expires",
      head: "Good until",
      cell: ({ status, expires_at }) =>
        status === "open" || status === "expired" ? (
          <time class="nowrap" dateTime={expires_at} title={instantHere(expires_at)}>
            {dayOf(expires_at)}
          </time>
        ) : (
          <span class="muted">–</span>
        ),
    },
    {
      key: "do",
      head: "Actions",
      cell: (invite) => <InviteActions api={api} invite={invite} grants={grants} reload={reload} />,
    },
  ];
  return <Table stack caption="Invitations" columns={columns} rows={invites} rowKey={(invite) => invite.id} />;
}

function InviteActions({ api, invite, grants, reload }: Omit<Props, "invites"> & { invite: InviteView }) {
  const { busy, problem, run } = useAction();
  const [asking, setAsking] = useState(false);
  if (invite.status === "accepted" || invite.status === "revoked") return <span class="muted">–</span>;
  const why = grants.includes(invite.role)
    ? undefined
    : `Only somebody who may make a person ${roleNames[invite.role]} can do this.`;
  const resend = async () => {
    if (!(await run(() => api.resend(invite.id)))) return;
    toast(`${invite.email} gets a new link; the old one ended`);
    reload();
  };
  return (
    <div>
      <div class="row-actions">
        <Button
          look="quiet"
          why={why}
          busy={busy}
          aria-label={`Resend to ${invite.email}`}
          onClick={() => void resend()}
        >
          Resend
        </Button>
        <Button look="quiet" why={why} aria-label={`Revoke ${invite.email}`} onClick={() => setAsking(true)}>
          Revoke
        </Button>
      </div>
      <RowProblem problem={problem} />
      {asking && (
        <Confirm
          title={`Revoke the invitation of ${invite.email}?`}
          does="Revoke"
          act={() => api.revoke(invite.id)}
          onDone={() => {
            toast(`The invitation of ${invite.email} is revoked`);
            reload();
          }}
          onClose={() => setAsking(false)}
        >
          <p>The link in the mail stops working at once.</p>
        </Confirm>
      )}
    </div>
  );
}
