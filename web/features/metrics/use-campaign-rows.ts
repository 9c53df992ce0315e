import { useCallback, useRef, useState } from "preact/hooks";
import { type CampaignRow, type Combined, combined } from "#contracts/metrics.ts";
import { call } from "../../lib/client.ts";
import { asProblem, type ProblemError } from "../../lib/problem-error.ts";
import type { Query } from "./filters.ts";

interface More {
  of: string;
  rows: CampaignRow[];
  cursor: string | null;
}

export interface CampaignRows {
  rows: CampaignRow[];
  /** Whether the API has rows that are not here yet. */
  more: boolean;
  busy: boolean;
  problem: ProblemError | null;
  loadNext: () => Promise<void>;
  loadAll: () => Promise<void>;
}

/** The first page of campaigns and those fetched after it, all from the same snapshot even if a newer one is published meanwhile. */
export function useCampaignRows(data: Combined, query: Query): CampaignRows {
  const of = JSON.stringify([data.tenant_id, data.snapshot_id, query]);
  const [kept, keep] = useState<More>({ of, rows: [], cursor: data.campaign.next_cursor });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const running = useRef(false);
  const more = kept.of === of ? kept : { of, rows: [], cursor: data.campaign.next_cursor };

  const load = useCallback(
    async (untilEnd: boolean) => {
      if (running.current || !more.cursor) return;
      running.current = true;
      setBusy(true);
      setProblem(null);
      let rows = more.rows;
      let cursor: string | null = more.cursor;
      try {
        do {
          const page: Combined = await call(combined, { query: pageQuery(query, data.snapshot_id, cursor) });
          rows = [...rows, ...page.campaign.rows];
          cursor = page.campaign.next_cursor;
          keep({ of, rows, cursor });
        } while (untilEnd && cursor !== null);
      } catch (error) {
        setProblem(asProblem(error));
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [of, more.cursor, more.rows],
  );

  return {
    rows: [...data.campaign.rows, ...more.rows],
    more: more.cursor !== null,
    busy,
    problem,
    loadNext: useCallback(() => load(false), [load]),
    loadAll: useCallback(() => load(true), [load]),
  };
}

const pageQuery = (query: Query, snapshot: string | null, cursor: string): Query => ({
  ...query,
  ...(snapshot && query.dataset !== "demo" ? { snapshot } : {}),
  sections: "campaign",
  cursor,
});
