import type { TenantSummary } from "#contracts/auth.ts";
import type { Me } from "#contracts/me.ts";
import { roleNames } from "../../../lib/role-names.ts";
import { home } from "../../../lib/safe-next.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { RowProblem } from "../../shell/row-problem.tsx";
import { useEnterTenant } from "../../tenants/use-enter-tenant.ts";
import { useAction } from "../use-action.ts";

/** How many `me` carries at most. */
const shownAtMost = 100;

export function MembershipsCard({ me }: { me: Me }) {
  return (
    <Card title="Workspaces" hint="Where you may work, and as what.">
      <ul class="me-rows">
        {me.tenants.map((tenant) => (
          <MembershipRow key={tenant.id} tenant={tenant} current={tenant.id === me.tenant.id} />
        ))}
      </ul>
      {me.tenants.length >= shownAtMost && (
        <p class="me-note">These are the first {shownAtMost}. The workspace menu at the top finds any.</p>
      )}
    </Card>
  );
}

function MembershipRow({ tenant, current }: { tenant: TenantSummary; current: boolean }) {
  const enterTenant = useEnterTenant();
  const { busy, problem, run } = useAction();
  const enter = () => run(() => enterTenant(tenant.id, home));
  return (
    <li>
      <div class="me-what">
        <p class="me-name">
          {tenant.label}
          {current && <Badge tone="good">Working here</Badge>}
        </p>
        <p class="me-note">
          {roleNames[tenant.role]}
          {tenant.agency && ` · ${tenant.agency.label}`} · {tenant.currency}
        </p>
        <RowProblem problem={problem} />
      </div>
      {!current && (
        <Button busy={busy} onClick={enter} aria-label={`Enter ${tenant.label}`}>
          Enter
        </Button>
      )}
    </li>
  );
}
