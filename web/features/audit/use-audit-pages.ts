import { useCallback, useRef, useState } from "preact/hooks";
import { type AuditEntry, type AuditFilters, auditLog } from "#contracts/audit.ts";
import { call } from "../../lib/client.ts";
import { type Loaded, useLoaded } from "../../lib/use-loaded.ts";
import { type Action, useAction } from "../identity/use-action.ts";

interface Pages {
  entries: readonly AuditEntry[];
  cursor: string | null;
}

export interface AuditPages {
  first: Loaded<Pages>;
  reload: () => void;
  entries: readonly AuditEntry[];
  /** Only when there is more. */
  older: (() => void) | undefined;
  action: Action;
}

/** The newest entries, and older ones page by page. `owner` is whose log it is. */
export function useAuditPages(query: AuditFilters, owner: string): AuditPages {
  const of = JSON.stringify([owner, query]);
  const [first, reloadFirst] = useLoaded<Pages>(async (signal) => toPages(await call(auditLog, { query, signal })), of);
  const [more, setMore] = useState<Pages & { of: string }>({ of, entries: [], cursor: null });
  const action = useAction();
  const latest = useRef(of);
  latest.current = of;

  const loaded = more.of === of && more.entries.length > 0;
  const cursor = loaded ? more.cursor : first.status === "ready" ? first.data.cursor : null;
  const older = useCallback(() => {
    if (cursor === null) return;
    void action.run(async () => {
      const page = toPages(await call(auditLog, { query: { ...query, cursor } }));
      if (latest.current !== of) return;
      setMore((before) => ({ ...page, of, entries: [...(before.of === of ? before.entries : []), ...page.entries] }));
    });
  }, [of, cursor, action.run]);

  const reload = useCallback(() => {
    setMore({ of, entries: [], cursor: null });
    reloadFirst();
  }, [of, reloadFirst]);

  return {
    first,
    reload,
    entries: [...(first.status === "ready" ? first.data.entries : []), ...(loaded ? more.entries : [])],
    older: cursor === null ? undefined : older,
    action,
  };
}

const toPages = (answer: { entries: readonly AuditEntry[]; next_cursor: string | null }): Pages => ({
  entries: answer.entries,
  cursor: answer.next_cursor,
});
