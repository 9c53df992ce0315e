import type { ConnectionHealth } from "#contracts/sync-health.ts";
import { plural } from "../../lib/format.ts";
import { instant } from "../../lib/format-time.ts";
import { WhatToDo } from "../connections/what-to-do.tsx";

/** Warnings of the week and schema changes nobody has looked at, folded up. */
export function WarningList({ row, zone }: { row: ConnectionHealth; zone: string }) {
  const { warnings, schema_changes } = row;
  if (warnings.length === 0 && schema_changes === 0) return <span class="muted">none</span>;
  return (
    <div>
      {warnings.length > 0 && (
        <details class="sync-warnings">
          <summary>{plural(warnings.length, "warning")}</summary>
          <ul>
            {warnings.map((warning) => (
              <li key={warning.run_id}>
                <time dateTime={warning.at}>{instant(warning.at, zone)}</time>: {warning.message}.{" "}
                <WhatToDo outcome={{ error_class: null, error_message: null, warning_kind: warning.kind }} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {schema_changes > 0 && <span class="cell-note">{plural(schema_changes, "new schema change")}</span>}
    </div>
  );
}
