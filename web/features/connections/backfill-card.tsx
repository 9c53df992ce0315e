import { type Backfill, type BackfillSlice, cancelBackfill } from "#contracts/backfills.ts";
import { call } from "../../lib/client.ts";
import { count } from "../../lib/format.ts";
import { dayRange } from "../../lib/format-time.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { toast } from "../../ui/toast.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";
import { statuses } from "./run-words.ts";

interface Props {
  connection: { id: string; backfill: Backfill | null };
  why: string | undefined;
  onChange: () => void;
}

const states: Readonly<Record<Backfill["status"], { label: string; tone: Tone }>> = {
  active: { label: "Under way", tone: "neutral" },
  succeeded: { label: "Done", tone: "good" },
  failed: { label: "Stopped", tone: "bad" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

/** How far the newest backfill is. Nothing is shown where there never was one. */
export function BackfillCard({ connection, why, onChange }: Props) {
  const { busy, problem, run } = useAction();
  const { backfill } = connection;
  if (!backfill) return null;
  const { slices, status } = backfill;
  const done = slices.filter((slice) => slice.status === "succeeded").length;
  const current = slices.find((slice) => slice.status === "running" || slice.status === "pending");
  const cancel = async () => {
    if (!(await run(() => call(cancelBackfill, { params: { connection_id: connection.id } })))) return;
    toast("The rest is not read");
    onChange();
  };
  return (
    <Card
      title="Past days, read again"
      hint={dayRange(backfill.from, backfill.to)}
      actions={
        status === "active" && (
          <Button why={why} busy={busy} onClick={() => void cancel()}>
            Cancel backfill
          </Button>
        )
      }
    >
      <p role="status">
        <Badge tone={states[status].tone}>{states[status].label}</Badge> {done} of {slices.length} parts read
        {status === "active" &&
          (current ? `, now ${dayRange(current.from, current.to)}` : ", the next one waits its turn")}
      </p>
      {backfill.reason && <p class={status === "failed" ? "field-error" : "muted"}>{backfill.reason}</p>}
      <progress max={slices.length} value={done} aria-label="Parts read" />
      <ProblemBanner problem={problem} />
      <details>
        <summary>Parts</summary>
        <ol class="backfill-slices">
          {slices.map((slice) => (
            <li key={slice.number}>{inWords(slice)}</li>
          ))}
        </ol>
      </details>
    </Card>
  );
}

function inWords({ from, to, status, rows }: BackfillSlice): string {
  const how = status === "waiting" ? "not yet" : statuses[status].label.toLowerCase();
  return `${dayRange(from, to)}: ${how}${rows === null ? "" : `, ${count(rows)} rows`}`;
}
