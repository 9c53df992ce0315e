import { useMemo } from "preact/hooks";
import { People } from "../members/people.tsx";
import { agencyPeople } from "../members/people-api.ts";
import { AgencyFrame, type InAgency } from "./agency-frame.tsx";

export function AgencyPeoplePage() {
  return (
    <AgencyFrame title="People" intro={({ label }) => `Who works for ${label}, and so in all of its workspaces.`}>
      {(place) => <AgencyPeople key={place.agency.id} {...place} />}
    </AgencyFrame>
  );
}

function AgencyPeople({ me, agency, standing }: InAgency) {
  const api = useMemo(() => agencyPeople(agency.id), [agency.id]);
  return <People me={me} api={api} standing={standing} reads="agency.read" manages="agency.manage" />;
}
