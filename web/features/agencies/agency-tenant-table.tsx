import type { AgencyTenant } from "#contracts/agencies.ts";
import { ago, dayOf, instant } from "../../lib/format-time.ts";
import { now } from "../../lib/now.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Num } from "../../ui/num.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { useAction } from "../identity/use-action.ts";
import { RowProblem } from "../shell/row-problem.tsx";

interface Props {
  tenants: readonly AgencyTenant[];
  current: string;
  enter: (tenantId: string) => Promise<void>;
}

export function AgencyTenantTable({ tenants, current, enter }: Props) {
  const columns: Column<AgencyTenant>[] = [
    {
      key: "label",
      head: "Name",
      cell: ({ id, label }) => (
        <>
          {label} {id === current && <Badge>You are here</Badge>}
          <span class="cell-note mono">{id}</span>
        </>
      ),
    },
    {
      key: "fresh",
      head: "Numbers of",
      cell: ({ snapshot_generated_at: made, time_zone: zone }) =>
        made ? (
          <time dateTime={made} title={instant(made, zone)}>
            {ago(made, now.value)}
          </time>
        ) : (
          <span class="muted">no data yet</span>
        ),
    },
    {
      key: "members",
      head: "Members",
      numeric: true,
      cell: ({ members }) => <Num value={members} text={String(members)} />,
    },
    {
      key: "connections",
      head: "Connections",
      numeric: true,
      cell: ({ connections }) => <Num value={connections} text={String(connections)} />,
    },
    { key: "currency", head: "Currency", cell: ({ currency }) => currency },
    { key: "zone", head: "Time zone", cell: ({ time_zone }) => time_zone },
    {
      key: "made",
      head: "Created",
      cell: ({ created_at, time_zone }) => <span class="nowrap">{dayOf(created_at, time_zone)}</span>,
    },
    {
      key: "do",
      head: "Actions",
      cell: (tenant) => <Enter tenant={tenant} here={tenant.id === current} enter={enter} />,
    },
  ];
  return <Table stack caption="Tenants" columns={columns} rows={tenants} rowKey={(tenant) => tenant.id} />;
}

function Enter({ tenant, here, enter }: { tenant: AgencyTenant; here: boolean; enter: Props["enter"] }) {
  const { busy, problem, run } = useAction();
  return (
    <div>
      <Button
        busy={busy}
        aria-label={`${here ? "Open" : "Enter"} ${tenant.label}`}
        onClick={() => void run(() => enter(tenant.id))}
      >
        {here ? "Open" : "Enter"}
      </Button>
      <RowProblem problem={problem} />
    </div>
  );
}
