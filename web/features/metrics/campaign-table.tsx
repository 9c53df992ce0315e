import { useMemo, useState } from "preact/hooks";
import type { Combined } from "#contracts/metrics.ts";
import { plural } from "../../lib/format.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { type Sort, Table } from "../../ui/table.tsx";
import { campaignColumns, sortValue } from "./campaign-columns.tsx";
import type { Query } from "./filters.ts";
import { nextSort, sortRows } from "./sort-rows.ts";
import { useCampaignRows } from "./use-campaign-rows.ts";

/** Rows put on screen at a time. */
const step = 100;

export function CampaignTable({ data, query }: { data: Combined; query: Query }) {
  const { rows, more, busy, problem, loadNext, loadAll } = useCampaignRows(data, query);
  const [sort, setSort] = useState<Sort | null>(null);
  const [visible, setVisible] = useState(step);
  const columns = useMemo(() => campaignColumns(data.currency), [data.currency]);
  const sorted = useMemo(() => sortRows(rows, sort, sortValue), [rows, sort]);
  const shown = sorted.slice(0, visible);

  const onSort = (key: string) => {
    setSort(
      nextSort(
        sort,
        key,
        columns.some((column) => column.key === key && column.numeric === true),
      ),
    );
    // An order over a part of the campaigns would mislead.
    if (more) void loadAll();
  };

  const onMore = async () => {
    setVisible(visible + step);
    if (visible >= rows.length) await loadNext();
  };

  return (
    <Card
      title="Campaigns"
      hint={more ? `${plural(rows.length, "campaign")} loaded, there are more` : plural(rows.length, "campaign")}
      flush
    >
      <Table
        caption="Campaigns"
        columns={columns}
        rows={shown}
        rowKey={(row) => `${row.platform}/${row.id}`}
        sort={sort}
        onSort={onSort}
        tall
        busy={busy}
      />
      {(more || rows.length > visible || problem) && (
        <div class="table-foot">
          {problem && (
            <p class="field-error" role="alert">
              More campaigns could not be loaded: {problem.message}
              {problem.requestId && ` (reference ${problem.requestId})`}
            </p>
          )}
          {(more || rows.length > visible) && (
            <Button busy={busy} onClick={onMore}>
              {busy ? "Loading campaigns…" : problem ? "Try again" : "Load more"}
            </Button>
          )}
          <span class="muted" role="status">
            {plural(shown.length, "campaign")} shown
          </span>
        </div>
      )}
    </Card>
  );
}
