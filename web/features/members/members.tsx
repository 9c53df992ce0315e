import { useRef, useState } from "preact/hooks";
import type { Role } from "#contracts/capabilities.ts";
import type { Me } from "#contracts/me.ts";
import type { MemberView } from "#contracts/members.ts";
import { plural } from "../../lib/format.ts";
import { dayOf } from "../../lib/format-time.ts";
import { roleNames } from "../../lib/role-names.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SearchInput } from "../../ui/search-input.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { toast } from "../../ui/toast.tsx";
import { refreshSession } from "../identity/keep-session.ts";
import type { PeopleApi } from "./people-api.ts";
import { RemoveButton } from "./remove-member.tsx";
import { RoleSelect } from "./role-select.tsx";

interface Props {
  me: Me;
  api: PeopleApi;
  members: readonly MemberView[];
  /** Roles that the reader may give. */
  grants: readonly Role[];
  /** Why the reader manages nobody here. */
  why: string | undefined;
  reload: () => void;
}

const searchFrom = 10;

export function Members({ me, api, members, grants, why, reload }: Props) {
  const [search, setSearch] = useState("");
  const region = useRef<HTMLDivElement>(null);
  const wanted = search.trim().toLowerCase();
  const shown = members.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
  const off = (member: MemberView) =>
    why ?? (member.changeable ? undefined : "Only somebody whose role may give this role can change or remove it.");

  const removed = ({ name, email }: MemberView) => {
    toast(`${name || email} was removed`);
    // The button that had focus went with its row.
    region.current?.focus();
    reload();
  };

  const change = async (member: MemberView, role: Role) => {
    const changed = await api.changeRole(member.id, role);
    toast(`${changed.name || changed.email} is now ${roleNames[changed.role]}`);
    if (member.user_id === me.user.id) await refreshSession();
    reload();
  };

  const columns: Column<MemberView>[] = [
    {
      key: "name",
      head: "Name",
      cell: (member) => (
        <>
          {member.name || member.email} {member.user_id === me.user.id && <Badge>You</Badge>}
          <span class="cell-note wrap">{member.email}</span>
        </>
      ),
    },
    {
      key: "role",
      head: "Role",
      cell: (member) => (
        <RoleSelect
          member={member}
          grants={grants}
          why={off(member)}
          self={member.user_id === me.user.id}
          change={(role) => change(member, role)}
        />
      ),
    },
    {
      key: "since",
      head: "Since",
      cell: (member) => (
        <time class="nowrap" dateTime={member.created_at}>
          {dayOf(member.created_at)}
        </time>
      ),
    },
    {
      key: "factor",
      head: "Second factor",
      cell: (member) => (
        <Badge tone={member.second_factor ? "good" : "warn"}>{member.second_factor ? "On" : "Off"}</Badge>
      ),
    },
    {
      key: "do",
      head: "Actions",
      cell: (member) => (
        <RemoveButton
          member={member}
          self={member.user_id === me.user.id}
          why={off(member)}
          remove={() => api.remove(member.id)}
          onRemoved={() => removed(member)}
        />
      ),
    },
  ];

  return (
    <div ref={region} class="focus-target" tabIndex={-1}>
      <Card
        flush
        title="Members"
        hint={plural(members.length, "person", "people")}
        actions={
          members.length >= searchFrom && <SearchInput label="Search members" value={search} onText={setSearch} />
        }
      >
        {shown.length > 0 ? (
          <Table stack caption="Members" columns={columns} rows={shown} rowKey={(member) => member.id} />
        ) : (
          <EmptyState
            small
            icon={members.length === 0 ? "users" : "search"}
            title={members.length === 0 ? "Nobody has a membership of their own here" : `Nobody is called “${search}”`}
          >
            {members.length === 0 && <p>People of the agency may still work here. Invite somebody below.</p>}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
