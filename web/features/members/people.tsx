import { mayGrant } from "#contracts/capabilities.ts";
import type { Me } from "#contracts/me.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { can, type Standing, whyNot } from "../identity/can.ts";
import { ListStates } from "../shell/list-states.tsx";
import { Invites } from "./invites.tsx";
import { Members } from "./members.tsx";
import type { PeopleApi } from "./people-api.ts";
import "./people.css";

interface Props {
  me: Me;
  api: PeopleApi;
  standing: Standing;
  reads: "members.read" | "agency.read";
  manages: "members.manage" | "agency.manage";
}

/** Who belongs to a tenant or an agency, and who is invited. */
export function People({ me, api, standing, reads, manages }: Props) {
  const manager = can(standing, manages);
  const [members, reloadMembers] = useLoaded(api.members, api.key);
  const grants = api.roles.filter((role) => mayGrant(standing.roles, role));
  const why = whyNot(standing, manages);
  return (
    <>
      <ListStates loaded={members} reload={reloadMembers} standing={standing} needs={reads} what="members">
        {(all) => <Members me={me} api={api} members={all} grants={grants} why={why} reload={reloadMembers} />}
      </ListStates>
      {members.status === "ready" && (
        <Invites key={`${api.key} ${manager}`} api={api} standing={standing} manages={manages} grants={grants} />
      )}
    </>
  );
}
