import { type ConnectionView, connectionsSummary, listConnections } from "#contracts/connections.ts";
import { call } from "../../lib/client.ts";
import { type Loaded, useLoaded } from "../../lib/use-loaded.ts";
import { usePoll } from "../../lib/use-poll.ts";
import type { Filters } from "./connection-filters.ts";
import { isSyncing } from "./connection-state.ts";

type Summary = Awaited<ReturnType<typeof loadSummary>>;
export interface Connections {
  summary: Summary;
  connections: readonly ConnectionView[];
}

const mostShown = 200;
/** While something runs, and otherwise. A hidden page asks nothing. */
const pollMs = { busy: 3_000, idle: 30_000 } as const;

const loadSummary = (signal: AbortSignal) => call(connectionsSummary, { signal });

async function load(filters: Filters, signal: AbortSignal): Promise<Connections> {
  const { q, platform, status } = filters;
  const query = { limit: mostShown, ...(q && { q }), ...(platform && { platform }), ...(status && { status }) };
  const [summary, { connections }] = await Promise.all([loadSummary(signal), call(listConnections, { query, signal })]);
  return { summary, connections };
}

/** The tenant's connections, kept fresh while the page is in sight. */
export function useConnections(tenantId: string, filters: Filters): [Loaded<Connections>, () => void] {
  const key = JSON.stringify([tenantId, filters]);
  const [loaded, reload] = useLoaded((signal) => load(filters, signal), key);
  const busy = loaded.status === "ready" && loaded.data.connections.some(isSyncing);
  usePoll(reload, busy ? pollMs.busy : pollMs.idle);
  return [loaded, reload];
}
