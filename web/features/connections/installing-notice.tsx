import { useEffect, useRef } from "preact/hooks";
import { listConnectors } from "#contracts/connectors.ts";
import { call } from "../../lib/client.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { usePoll } from "../../lib/use-poll.ts";

const pollMs = { installing: 3_000, idle: 60_000 } as const;

/** Which connectors are being installed just now; `onChange` when one of them is there. Nothing while none is. */
export function InstallingNotice({ tenantId, onChange }: { tenantId: string; onChange: () => void }) {
  const [loaded, reload] = useLoaded((signal) => call(listConnectors, { signal }), tenantId);
  const connectors = loaded.status === "ready" ? loaded.data.connectors : [];
  const names = connectors.filter(({ status }) => status === "installing").map(({ name }) => name);
  const told = names.join(", ");
  usePoll(reload, names.length > 0 ? pollMs.installing : pollMs.idle);
  const before = useRef(told);
  useEffect(() => {
    if (before.current !== "") onChange();
    before.current = told;
  }, [told]);
  if (names.length === 0) return null;
  return (
    <p class="muted" role="status">
      Being installed: {told}.
    </p>
  );
}
