import type { AuditFilters } from "#contracts/audit.ts";
import { type Cell, csvStream } from "../../csv/csv.ts";
import type { AuditRow } from "../../db/audit-log.ts";
import type { TenantStore } from "../../db/tenant-store.ts";

/** What one file may hold: some 30 MB. More is taken out in parts, by `from` and `to`. */
export const mostExported = 100_000;
const pageRows = 1000;

const columns: readonly (readonly [string, (row: AuditRow) => Cell])[] = [
  ["time", (row) => new Date(row.at).toISOString()],
  ["action", (row) => row.action],
  ["actor_kind", (row) => row.actorKind],
  ["actor_id", (row) => row.actorId],
  ["actor", (row) => row.actorLabel],
  ["target_kind", (row) => row.targetKind],
  ["target_id", (row) => row.targetId],
  ["target", (row) => row.targetLabel],
  ["agency_id", (row) => row.agencyId],
  ["detail", (row) => row.detail],
  ["ip", (row) => row.ip],
  ["user_agent", (row) => row.userAgent],
  ["request_id", (row) => row.requestId],
  ["id", (row) => row.id],
];

/** The rows older than the one of id `before`, newest first. */
export function auditCsv(tenant: TenantStore, filters: AuditFilters, before: string): ReadableStream<Uint8Array> {
  return csvStream(
    columns.map(([name]) => name),
    pages(tenant, filters, before),
  );
}

async function* pages(tenant: TenantStore, filters: AuditFilters, first: string): AsyncGenerator<Cell[][], undefined> {
  let before = first;
  for (;;) {
    const rows = await tenant.auditLog.page(filters, { before, limit: pageRows });
    if (rows.length > 0) yield rows.map((row) => columns.map(([, cell]) => cell(row)));
    if (rows.length < pageRows) return undefined;
    before = rows.at(-1)!.id;
  }
}
