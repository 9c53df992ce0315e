import { exportMetrics as contract } from "#contracts/metric-export.ts";
import { type Cell, csvStream } from "../../../csv/csv.ts";
import { problem } from "../../../http/problem.ts";
import { reply } from "../../../http/reply.ts";
import { tenantRoute } from "../../../http/route.ts";
import { FieldError } from "../field-error.ts";
import { findAsked } from "../find-snapshot.ts";
import { loadSlice } from "../load.ts";
import { datesOf, planSlice } from "../plan.ts";
import { asProblem, invalid } from "../respond.ts";
import { scanSlice } from "../scan.ts";
import { toSliceQuery } from "../slice-query.ts";
import { tables } from "./tables.ts";

const rowsAtOnce = 500;

/** Sums are made before the first byte, so that what is wrong with the question is a 400; rows are written as they are taken. */
const exportMetrics = tenantRoute(contract, async (c) => {
  const { level, snapshot: wanted, dataset, ...filters } = c.query;
  const table = tables[level];
  const { snapshot } = await findAsked(c, { snapshot: wanted, dataset });
  if (!snapshot) throw problem("not-found", "There is no data yet: nothing has been published.");
  const { snapshot_id: id, currency } = snapshot.manifest;
  const plan = planSlice(toSliceQuery({ ...filters, sections: [table.section] }), snapshot.manifest);
  if (level !== "region" && level !== "day" && level !== "campaign" && plan.byRegion)
    throw invalid(
      new FieldError("parishes", "platforms do not report ads by region; leave it out or choose another level"),
    );
  const loaded = await loadSlice(snapshot, plan).catch((error: unknown) => {
    throw asProblem(error);
  });
  const rows = table.rows({ loaded, plan, scanned: scanned() });
  await c.tenant.auditLog.write(
    c.trace("metrics.exported", {
      target: { kind: "snapshot", id, label: null },
      detail: { level, filters, rows: rows.count },
    }),
  );
  const period = plan.period && datesOf(plan.period);
  const whose = dataset === "demo" ? "demo" : c.tenantId;
  const name = ["adinsights", whose, level, period?.startDate, period?.endDate].filter(Boolean).join("-");
  return reply({
    stream: csvStream([...table.columns, "currency"], pages(rows, currency)),
    headers: { "content-disposition": `attachment; filename="${name}.csv"`, "x-snapshot-id": id },
  });

  function scanned() {
    try {
      return scanSlice(loaded, plan);
    } catch (error) {
      throw asProblem(error);
    }
  }
});

async function* pages(
  { count, cells }: { readonly count: number; cells(row: number): Cell[] },
  currency: string,
): AsyncGenerator<Cell[][], undefined> {
  for (let from = 0; from < count; from += rowsAtOnce) {
    const page = Array.from({ length: Math.min(rowsAtOnce, count - from) }, (_, at) => from + at);
    yield page.map((row) => [...cells(row), currency]);
  }
  return undefined;
}

export const routes = [exportMetrics];
