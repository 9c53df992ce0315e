import type { SyncRun } from "#contracts/connection-runs.ts";
import { count, size } from "../../lib/format.ts";
import { instant } from "../../lib/format-time.ts";
import { Badge } from "../../ui/badge.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { RunLog } from "./run-log.tsx";
import { reasonOf, statuses } from "./run-words.ts";
import { WhatToDo } from "./what-to-do.tsx";

/** One sync: what happened in it, what each stream brought, and the connector's log. */
export function RunDialog({ run, zone, onClose }: { run: SyncRun; zone: string; onClose: () => void }) {
  return (
    <Dialog wide title={`Sync of ${instant(run.created_at, zone)}`} onClose={onClose}>
      <div class="dialog-body">
        <p>
          {reasonOf(run)} <Badge tone={statuses[run.status].tone}>{statuses[run.status].label}</Badge>
        </p>
        {run.error_message && (
          <p class="connection-note is-bad">
            {run.error_message} ({run.error_class}) <WhatToDo outcome={run} />
          </p>
        )}
        {run.warning && (
          <p class="connection-note">
            {run.warning}. <WhatToDo outcome={{ ...run, error_class: null }} />
          </p>
        )}
        <ol class="run-steps" aria-label="Steps">
          {run.steps.map((step, index) => (
            <li key={`${index} ${step.name}`}>
              <time dateTime={step.at}>{instant(step.at, zone)}</time> <strong>{step.name}</strong>{" "}
              <span class="muted">{step.detail}</span>
            </li>
          ))}
        </ol>
        {run.streams.length > 0 && (
          <ul class="run-streams" aria-label="Streams">
            {run.streams.map((stream) => (
              <li key={stream.name}>
                <span class="mono">{stream.name}</span> {count(stream.rows)} rows, {stream.status}
              </li>
            ))}
          </ul>
        )}
        {run.peak_memory_bytes !== null && run.peak_memory_bytes > 0 && (
          <p class="muted">
            At most {size(run.peak_memory_bytes)} of memory
            {run.peak_disk_bytes !== null && ` and ${size(run.peak_disk_bytes)} of disk`}
          </p>
        )}
        <RunLog run={run} />
      </div>
    </Dialog>
  );
}
