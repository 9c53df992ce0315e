import { useState } from "preact/hooks";
import type { z } from "zod";
import { connectionPlatformNames } from "#contracts/fields.ts";
import type { ConnectionHealth, syncHealth } from "#contracts/sync-health.ts";
import { count, plural } from "../../lib/format.ts";
import { ago, instant } from "../../lib/format-time.ts";
import { now } from "../../lib/now.ts";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Num } from "../../ui/num.tsx";
import { type Column, type Sort, Table } from "../../ui/table.tsx";
import { nextSort, sortRows } from "../metrics/sort-rows.ts";
import { inSeconds } from "./duration.ts";
import { ofHowMany, Rate } from "./rate.tsx";
import { WarningList } from "./warning-list.tsx";

type Health = z.infer<NonNullable<typeof syncHealth.output>>;

const valueIn: Readonly<Record<string, (row: ConnectionHealth) => string | number | null>> = {
  name: (row) => row.name,
  failures: (row) => row.failures.rate,
  duration: (row) => row.duration_seconds?.median ?? null,
  rows: (row) => row.rows?.median ?? null,
  warnings: (row) => row.warnings.length,
  success: (row) => (row.last_success_at === null ? null : Date.parse(row.last_success_at)),
};

/** Every connection; those that fail most stand first. */
export function ConnectionHealthCard({ health, zone }: { health: Health; zone: string }) {
  const [sort, setSort] = useState<Sort>({ key: "failures", descending: true });
  const rows = sortRows(health.connections, sort, (row, key) => valueIn[key]!(row));
  return (
    <Card flush title="Connections" hint={plural(health.connections.length, "connection")}>
      {rows.length > 0 ? (
        <Table
          stack
          caption="Connections by how well they sync"
          columns={columnsOf(health.target_failure_rate, zone)}
          rows={rows}
          rowKey={(row) => row.connection_id}
          sort={sort}
          onSort={(key) => setSort(nextSort(sort, key, key !== "name"))}
        />
      ) : (
        <EmptyState small icon="link" title="No connections yet">
          <p>Once an account is connected, its syncs are judged here.</p>
        </EmptyState>
      )}
    </Card>
  );
}

function columnsOf(target: number, zone: string): Column<ConnectionHealth>[] {
  return [
    {
      key: "name",
      head: "Connection",
      cell: (row) => (
        <>
          {row.name}
          <span class="cell-note">{connectionPlatformNames[row.platform]}</span>
        </>
      ),
    },
    {
      key: "failures",
      head: "Failed",
      cell: (row) => (
        <div>
          <Rate failures={row.failures} target={target} />
          {row.failures.ended > 0 && <span class="cell-note">{ofHowMany(row.failures)}</span>}
          {row.failures.failed > 0 && <span class="cell-note">{classesOf(row)}</span>}
        </div>
      ),
    },
    {
      key: "duration",
      head: "Duration",
      note: "median, 95 %",
      numeric: true,
      cell: (row) => spread(row.duration_seconds, inSeconds),
    },
    { key: "rows", head: "Rows", note: "median, 95 %", numeric: true, cell: (row) => spread(row.rows, count) },
    { key: "warnings", head: "Warnings", cell: (row) => <WarningList row={row} zone={zone} /> },
    {
      key: "success",
      head: "Last success",
      cell: ({ last_success_at: at }) =>
        at ? (
          <time class="nowrap" dateTime={at} title={instant(at, zone)}>
            {ago(at, now.value)}
          </time>
        ) : (
          <span class="muted">never</span>
        ),
    },
  ];
}

/** `2 config, 1 transient`: who can do something about it. */
function classesOf({ failures_by_class: of }: ConnectionHealth): string {
  const named = Object.entries(of).filter(([, failed]) => failed > 0);
  return named.map(([name, failed]) => `${failed} ${name}`).join(", ");
}

function spread(values: ConnectionHealth["rows"], show: (value: number) => string) {
  if (!values) return <Num value={null} text="" />;
  return (
    <>
      <Num value={values.median} text={show(values.median)} />
      <span class="cell-note">
        <Num value={values.p95} text={show(values.p95)} />
      </span>
    </>
  );
}
