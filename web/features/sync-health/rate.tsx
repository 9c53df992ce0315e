import type { ConnectionHealth } from "#contracts/sync-health.ts";
import { percent, plural } from "../../lib/format.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";

type Failures = ConnectionHealth["failures"];

const toneOf = (rate: number, target: number): Tone => {
  if (rate <= target) return "good";
  return rate <= 10 * target ? "warn" : "bad";
};

/** The share of syncs that failed, judged by the aim. */
export function Rate({ failures, target }: { failures: Failures; target: number }) {
  if (failures.rate === null) return <span class="muted">no sync yet</span>;
  return (
    <Badge tone={toneOf(failures.rate, target)}>
      {failures.failed === 0 ? "none failed" : `${percent(failures.rate, 1)} failed`}
    </Badge>
  );
}

export const ofHowMany = ({ failed, ended }: Failures): string => `${failed} of ${plural(ended, "sync")}`;
