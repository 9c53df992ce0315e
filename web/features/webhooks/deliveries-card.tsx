import { useState } from "preact/hooks";
import type { z } from "zod";
import { listConnections } from "#contracts/connections.ts";
import type { Me } from "#contracts/me.ts";
import { listDeliveries } from "#contracts/webhooks.ts";
import { call } from "../../lib/client.ts";
import { ago, instant } from "../../lib/format-time.ts";
import { now } from "../../lib/now.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { standingOf } from "../identity/can.ts";
import { ListStates } from "../shell/list-states.tsx";

type Delivery = z.output<NonNullable<typeof listDeliveries.output>>["deliveries"][number];
type Names = ReadonlyMap<string, string>;

const first = 20;
const most = 100;
const mostNames = 200;

const verdicts: Readonly<Record<Delivery["outcome"], { label: string; tone: Tone; hint: string }>> = {
  checked: { label: "Taken", tone: "good", hint: "its sync was looked at sooner" },
  unknown: { label: "Unknown", tone: "warn", hint: "of a connection that is not here" },
  ignored: { label: "No sync", tone: "neutral", hint: "it tells of no sync, as Airbyte's test does" },
};

/** What arrived lately, and what came of it. */
export function DeliveriesCard({ me }: { me: Me }) {
  const [limit, setLimit] = useState(first);
  const [loaded, reload] = useLoaded(async (signal) => {
    const [told, { connections }] = await Promise.all([
      call(listDeliveries, { query: { limit }, signal }),
      call(listConnections, { query: { limit: mostNames }, signal }),
    ]);
    return { ...told, names: new Map(connections.map(({ id, name }) => [id, name])) };
  }, `${me.tenant.id} ${limit}`);
  return (
    <ListStates loaded={loaded} reload={reload} standing={standingOf(me)} needs="connections.read" what="notifications">
      {({ deliveries, next_cursor, names }) => (
        <Card
          flush
          title="Last notifications"
          hint="Newest first. Those that were refused are not kept."
          actions={
            <Button look="quiet" icon="refresh" onClick={reload}>
              Refresh
            </Button>
          }
        >
          {deliveries.length === 0 ? (
            <EmptyState small icon="clock" title="Nothing has arrived yet">
              <p>Airbyte sends one when a sync has ended, and one when its test button is pressed.</p>
            </EmptyState>
          ) : (
            <Table
              stack
              caption="Notifications"
              columns={columnsOf(me.tenant.time_zone, names)}
              rows={deliveries}
              rowKey={({ id }) => id}
            />
          )}
          {next_cursor && limit < most && (
            <div class="table-foot">
              <Button onClick={() => setLimit(most)}>Show more</Button>
            </div>
          )}
        </Card>
      )}
    </ListStates>
  );
}

const columnsOf = (zone: string, names: Names): Column<Delivery>[] => [
  {
    key: "received",
    head: "Received",
    cell: ({ last_received_at: at, times }) => (
      <div>
        <time class="nowrap" dateTime={at} title={instant(at, zone)}>
          {ago(at, now.value)}
        </time>
        {times > 1 && <span class="cell-note">{times} times</span>}
      </div>
    ),
  },
  {
    key: "verdict",
    head: "Verdict",
    cell: ({ outcome }) => (
      <div>
        <Badge tone={verdicts[outcome].tone}>{verdicts[outcome].label}</Badge>
        <span class="cell-note">{verdicts[outcome].hint}</span>
      </div>
    ),
  },
  {
    key: "connection",
    head: "Data source",
    cell: ({ connection_id: id }) =>
      id === null ? (
        <span class="muted">none</span>
      ) : (
        <a href={`/dashboards/data-sources/${encodeURIComponent(id)}`}>{names.get(id) ?? "deleted"}</a>
      ),
  },
  {
    key: "job",
    head: "Job",
    cell: ({ airbyte_job_id: job }) =>
      job === null ? <span class="muted">none</span> : <span class="mono">{job}</span>,
  },
  { key: "signed", head: "Signed", cell: ({ signed }) => (signed ? "yes" : <span class="muted">no</span>) },
];
