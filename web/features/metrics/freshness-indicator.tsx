import { ago, instant } from "../../lib/format-time.ts";
import { now } from "../../lib/now.ts";
import { Tooltip } from "../../ui/tooltip.tsx";
import { onScreen } from "./freshness.ts";
import "./freshness.css";

const states = {
  ok: "Up to date",
  stale: "Stale",
  failed: "Update failed",
  missing: "No data yet",
} as const;

/** How old the numbers on screen are: relative, with the absolute time on hover and focus. */
export function FreshnessIndicator() {
  const data = onScreen.value;
  if (!data) return null;
  const { snapshot_generated_at: made, status, time_zone: zone } = data;
  const isDemo = data.dataset === "demo";
  const pinned = isDemo || (data.snapshot_id !== null && !data.snapshot_current);
  const fixed = isDemo ? "Demo data" : "Fixed snapshot";
  return (
    <div class={`fresh fresh-${pinned ? "pinned" : status}`}>
      <Tooltip
        align="end"
        text={
          <>
            <strong>{pinned ? fixed : states[status]}</strong>
            <br />
            {made ? `Published ${instant(made, zone)}` : "Nothing has been published yet"}
            {data.status_reason && (
              <>
                <br />
                {data.status_reason}
              </>
            )}
          </>
        }
      >
        <span class="fresh-dot" aria-hidden="true" />
        <span class="fresh-state">{pinned ? `${fixed},` : status === "ok" ? "Updated" : states[status]}</span>
        {made && <time dateTime={made}>{ago(made, now.value)}</time>}
      </Tooltip>
    </div>
  );
}
