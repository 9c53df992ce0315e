import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { TenantSummary } from "#contracts/auth.ts";
import { findTenants } from "#contracts/tenants.ts";
import { call, isAbort } from "../../lib/client.ts";
import { asProblem } from "../../lib/problem-error.ts";

interface Found {
  q: string;
  tenants: readonly TenantSummary[];
  cursor: string | null;
}

export interface TenantSearch {
  tenants: readonly TenantSummary[];
  search: (text: string) => void;
  stop: () => void;
  /** Only when there are more. */
  more: (() => void) | undefined;
  status: string | undefined;
}

const pause = 200;
const page = 100;

/**
 * Tenants to enter, found by the server, as nobody's browser should hold thousands. What the page knows already (`known`) is shown at once, until
 * the answer comes, and instead of it should none come.
 */
export function useTenantSearch(known: readonly TenantSummary[]): TenantSearch {
  const [q, setQ] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [loading, setLoading] = useState(false);
  const running = useRef<AbortController>(undefined);
  const timer = useRef(0);
  const stop = useCallback(() => {
    window.clearTimeout(timer.current);
    running.current?.abort();
    setLoading(false);
  }, []);
  useEffect(() => stop, []);

  const ask = useCallback(async (text: string, before: Found | null) => {
    stop();
    const abort = new AbortController();
    running.current = abort;
    setLoading(true);
    setFailure(null);
    try {
      const query = { q: text, limit: page, ...(before?.cursor ? { cursor: before.cursor } : {}) };
      const answer = await call(findTenants, { query, signal: abort.signal });
      if (abort.signal.aborted) return;
      setFound({ q: text, tenants: [...(before?.tenants ?? []), ...answer.tenants], cursor: answer.next_cursor });
    } catch (error) {
      if (isAbort(error) || abort.signal.aborted) return;
      setFailure(asProblem(error).message);
    }
    setLoading(false);
  }, []);

  const search = useCallback(
    (text: string) => {
      const wanted = text.trim();
      setQ(wanted);
      stop();
      setLoading(true);
      timer.current = window.setTimeout(() => void ask(wanted, null), wanted === "" ? 0 : pause);
    },
    [ask],
  );

  const answered = found?.q === q ? found : null;
  return {
    tenants: answered?.tenants ?? matching(known, q),
    search,
    stop,
    more: answered?.cursor && !loading && !failure ? () => void ask(q, answered) : undefined,
    status: failure ? `The server could not be asked for all of them: ${failure}` : loading ? "Searching…" : undefined,
  };
}

function matching(tenants: readonly TenantSummary[], q: string): readonly TenantSummary[] {
  const wanted = q.toLowerCase();
  return tenants.filter(({ id, label }) => label.toLowerCase().includes(wanted) || id.includes(wanted));
}
