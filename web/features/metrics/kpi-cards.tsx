import type { Combined } from "#contracts/metrics.ts";
import { change, plural, signedPercent } from "../../lib/format.ts";
import { dayRange } from "../../lib/format-time.ts";
import { Icon } from "../../ui/icon.tsx";
import { Num } from "../../ui/num.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import "./kpi-cards.css";
import { type Kpi, kpis } from "./kpis.ts";

type Summary = Combined["campaign"]["summary"];

export function KpiCards({ summary, trend }: { summary: Summary; trend: Combined["campaign"]["trend"] }) {
  const open = trend.filter((point) => !point.settled).length;
  const before = summary.previous;
  return (
    <section aria-labelledby="kpis-title">
      <h2 id="kpis-title" class="visually-hidden">
        Key figures
      </h2>
      <dl class="kpis">
        {kpis.map((kpi) => (
          <div key={kpi.key} class="kpi">
            <dt title={kpi.meaning}>
              {kpi.label}
              {open > 0 && <span class="provisional-mark" title="Provisional" aria-hidden="true" />}
            </dt>
            <dd class="kpi-value">
              <Num value={summary[kpi.key]} text={kpi.format(summary[kpi.key], summary.currency)} />
              {open > 0 && <span class="visually-hidden">, provisional</span>}
            </dd>
            {before && (
              <dd class="kpi-delta">
                <Delta kpi={kpi} now={summary[kpi.key]} before={before[kpi.key]} currency={summary.currency} />
              </dd>
            )}
          </div>
        ))}
      </dl>
      <p class="kpis-note">
        {open > 0 && (
          <span>
            <span class="provisional-mark" aria-hidden="true" /> Provisional: {plural(open, "day")} of {trend.length}{" "}
            {open === 1 ? "is" : "are"} not settled yet, so platforms may still restate {open === 1 ? "it" : "them"}.
          </span>
        )}
        {before && <span>Compared with {dayRange(before.startDate, before.endDate)}.</span>}
      </p>
    </section>
  );
}

function Delta({
  kpi,
  now,
  before,
  currency,
}: {
  kpi: Kpi;
  now: number | null;
  before: number | null;
  currency: string;
}) {
  const by = change(now, before);
  if (by === null) return <span class="muted">No comparison</span>;
  const direction = Math.abs(by) < 0.0005 ? null : by > 0 ? "up" : "down";
  const tone = direction && kpi.better ? (direction === kpi.better ? "good" : "bad") : "even";
  return (
    <span class={`delta delta-${tone}`} title={`Before: ${kpi.format(before, currency)}`}>
      {direction && <Icon name="up" size={13} class={direction === "down" ? "is-down" : ""} />}
      {direction ? signedPercent(by) : "No change"}
      {tone !== "even" && <span class="visually-hidden">{tone === "good" ? ", better" : ", worse"}</span>}
      <span class="delta-before"> from {kpi.format(before, currency)}</span>
    </span>
  );
}

export function KpiSkeleton() {
  return (
    <div class="kpis" aria-hidden="true">
      {kpis.map((kpi) => (
        <div key={kpi.key} class="kpi">
          <span class="kpi-label">{kpi.label}</span>
          <div class="kpi-value">
            <Skeleton width="70%" height="1.15em" />
          </div>
          <div class="kpi-delta">
            <Skeleton width="85%" />
          </div>
        </div>
      ))}
    </div>
  );
}
