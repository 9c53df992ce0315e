import type { SyncRun, Trigger } from "#contracts/connection-runs.ts";
import { dayRange } from "../../lib/format-time.ts";
import type { Tone } from "../../ui/badge.tsx";

const triggers: Readonly<Record<Trigger, string>> = {
  schedule: "Schedule",
  manual: "By hand",
  first: "First sync",
  catch_up: "Catching up",
  backfill: "Backfill",
};

export const statuses: Readonly<Record<SyncRun["status"], { label: string; tone: Tone }>> = {
  pending: { label: "Waiting", tone: "neutral" },
  running: { label: "Running", tone: "neutral" },
  succeeded: { label: "Succeeded", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

/** Why a sync was started, with the days it reads again. */
export function reasonOf({ trigger, range }: Pick<SyncRun, "trigger" | "range">): string {
  const why = trigger ? triggers[trigger] : "Sync";
  return range ? `${why}, ${dayRange(range.from, range.to)}` : why;
}
