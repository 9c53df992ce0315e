import type { Me } from "#contracts/me.ts";
import { EmptyState } from "../../ui/empty-state.tsx";

/** 403: what is missing and whom to ask. */
export function NoAccess({ me, capability }: { me: Me; capability: string }) {
  return (
    <EmptyState icon="info" title="Your role does not include this page">
      <p>
        In {me.tenant.label} you are {me.tenant.role}; this page needs the permission{" "}
        <span class="mono">{capability}</span>.
      </p>
      <p>Ask an owner or admin of {me.tenant.label} to give it to you.</p>
    </EmptyState>
  );
}
