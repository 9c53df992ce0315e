import type { Combined } from "#contracts/metrics.ts";
import { now } from "../../lib/now.ts";
import { Banner } from "../../ui/banner.tsx";
import { adviceFor, sourcesBehind } from "./freshness.ts";

export function FreshnessBanner({ data }: { data: Combined }) {
  const advice = adviceFor(data, now.value);
  const behind = sourcesBehind(data, now.value);
  if (!advice && behind.length === 0) return null;
  return (
    <Banner tone={advice?.tone ?? "warn"} title={advice?.title ?? "Not every source is up to date"}>
      {advice?.reason && <p>{advice.reason}</p>}
      {behind.length > 0 && (
        <ul class="behind">
          {behind.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p class="muted">
        {advice?.todo ?? "The other numbers are current. The next sync usually puts this right within the hour."}
      </p>
    </Banner>
  );
}
