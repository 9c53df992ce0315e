import type { Combined } from "#contracts/metrics.ts";
import { ago, dayLong, instant } from "../../lib/format-time.ts";
import { now } from "../../lib/now.ts";
import { Button } from "../../ui/button.tsx";
import { PlatformBadge } from "./platform-badge.tsx";
import "./provenance.css";

/** Where the numbers are from. */
export function Provenance({ data, onDemo }: { data: Combined; onDemo: () => void }) {
  if (!data.snapshot_id) return null;
  const day = (value: string | null) => (value ? dayLong(value) : "–");
  return (
    <section class="provenance" aria-labelledby="provenance-title">
      <h2 id="provenance-title">Where these numbers are from</h2>
      <p>
        Snapshot{" "}
        <span class="mono" title={data.snapshot_id}>
          {data.snapshot_id.slice(-8)}
        </span>
        {data.snapshot_generated_at && (
          <>
            , published{" "}
            <time dateTime={data.snapshot_generated_at}>{instant(data.snapshot_generated_at, data.time_zone)}</time>
          </>
        )}
        . Days follow the time of {data.time_zone.replaceAll("_", " ")}, money is in {data.currency}
        {data.coverage && `, data covers ${dayLong(data.coverage.startDate)} to ${dayLong(data.coverage.endDate)}`}.
      </p>
      <ul>
        {data.freshness.map((source) => (
          <li key={source.source}>
            <PlatformBadge platform={source.source} />
            <span>
              {source.last_synced_at ? (
                <time dateTime={source.last_synced_at} title={instant(source.last_synced_at, data.time_zone)}>
                  synced {ago(source.last_synced_at, now.value)}
                </time>
              ) : (
                "not synced yet"
              )}
            </span>
            <span>data through {day(source.data_through)}</span>
            <span>settled until {day(source.settled_until)}</span>
          </li>
        ))}
      </ul>
      {data.dataset === "warehouse" && (
        <Button look="quiet" onClick={onDemo}>
          Show demo data instead
        </Button>
      )}
    </section>
  );
}
