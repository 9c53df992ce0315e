import { useState } from "preact/hooks";
import { backfillConnection, longestBackfillDays } from "#contracts/backfills.ts";
import type { ConnectionDetail } from "#contracts/connections.ts";
import { call } from "../../lib/client.ts";
import { addDays, daysIn, isDay, startOfMonth, todayIn } from "../../lib/day.ts";
import { plural } from "../../lib/format.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";

interface Props {
  connection: ConnectionDetail;
  zone: string;
  onDone: () => void;
  onClose: () => void;
}

/** Which days of the past are to be read again, and in how many parts that is done. */
export function BackfillDialog({ connection, zone, onDone, onClose }: Props) {
  const today = todayIn(zone);
  const presets = presetsOf(today);
  const [from, setFrom] = useState(presets[0]!.from);
  const [to, setTo] = useState(presets[0]!.to);
  const { busy, problem, run } = useAction();
  const error = wrong(from, to, today);
  const start = async () => {
    const params = { connection_id: connection.id };
    if (!(await run(() => call(backfillConnection, { params, body: { from, to } })))) return;
    toast("The past days are being read again");
    onDone();
    onClose();
  };
  return (
    <Dialog title="Read past days again" onClose={onClose} held={busy}>
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          if (!error) void start();
        }}
      >
        <p class="muted">
          For days that were never read, or that the platform changed later than each sync looks back. Nothing looks
          fresher for it, and the syncs of the schedule go on between the parts.
        </p>
        <div class="backfill-presets">
          {presets.map((preset) => (
            <Button
              key={preset.label}
              look="quiet"
              aria-pressed={from === preset.from && to === preset.to}
              onClick={() => {
                setFrom(preset.from);
                setTo(preset.to);
              }}
            >
              {preset.label}
            </Button>
          ))}
        </div>
        <Field
          label="First day"
          type="date"
          value={from}
          max={today}
          error={error}
          onInput={(event) => setFrom(event.currentTarget.value)}
        />
        <Field
          label="Last day"
          type="date"
          value={to}
          max={today}
          onInput={(event) => setTo(event.currentTarget.value)}
        />
        <p role="status">
          {error === undefined &&
            `${plural(daysIn(from, to), "day")} in ${plural(monthsIn(from, to), "part")}, one after the other, newest first.`}
        </p>
        <ProblemBanner problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={busy} why={error}>
            Start
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function presetsOf(today: string) {
  const yesterday = addDays(today, -1);
  const monthEnd = addDays(startOfMonth(today), -1);
  return [
    { label: "Last 30 days", from: addDays(today, -30), to: yesterday },
    { label: "Last month", from: startOfMonth(monthEnd), to: monthEnd },
    { label: "Last 90 days", from: addDays(today, -90), to: yesterday },
    { label: "Last 365 days", from: addDays(today, -365), to: yesterday },
  ];
}

function wrong(from: string, to: string, today: string): string | undefined {
  if (!isDay(from) || !isDay(to)) return "Choose two days.";
  if (from > to) return "The first day must not be after the last.";
  if (to > today) return "The last day must not lie in the future.";
  return daysIn(from, to) > longestBackfillDays ? `At most ${longestBackfillDays} days are read at once.` : undefined;
}

/** A part is a calendar month at most. */
function monthsIn(from: string, to: string): number {
  const [months, before] = [to, from].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)));
  return months! - before! + 1;
}
