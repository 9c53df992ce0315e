import { type Capability, capabilityNames } from "#contracts/capabilities.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { rolesInWords, type Standing } from "../identity/can.ts";

/** 403: what is missing and whom to ask. */
export function NoAccess({ standing, capability }: { standing: Standing; capability: Capability }) {
  const { place, roles, ask } = standing;
  return (
    <EmptyState icon="lock" title="Your role does not include this page">
      <p>
        In {place} you are {roles.length > 0 ? rolesInWords(roles) : "without a role"}. This page needs the permission “
        {capabilityNames[capability]}” (<span class="mono">{capability}</span>).
      </p>
      <p>Ask {ask} to give it to you.</p>
    </EmptyState>
  );
}
