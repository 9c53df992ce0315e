import { useState } from "preact/hooks";
import { backfillConnection } from "#contracts/connection-runs.ts";
import type { ConnectionDetail } from "#contracts/connections.ts";
import { call } from "../../lib/client.ts";
import { addDays, daysIn, isDay, todayIn } from "../../lib/day.ts";
import { plural } from "../../lib/format.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { toast } from "../../ui/toast.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";

const sliceChoices = ["7", "30", "90"].map((days) => ({ value: days, label: `${days} days` }));
const usualDays = 30;

interface Props {
  connection: ConnectionDetail;
  zone: string;
  onDone: () => void;
  onClose: () => void;
}

/** Which days of the past are to be read again, and in how many steps. */
export function BackfillDialog({ connection, zone, onDone, onClose }: Props) {
  const today = todayIn(zone);
  const [from, setFrom] = useState(addDays(today, -usualDays));
  const [to, setTo] = useState(addDays(today, -1));
  const [slice, setSlice] = useState("30");
  const { busy, problem, run } = useAction();
  const error =
    isDay(from) && isDay(to) ? (from > to ? "The first day must not be after the last" : undefined) : "Choose two days";
  const slices = error ? 0 : Math.ceil(daysIn(from, to) / Number(slice));
  const start = async () => {
    const body = { from, to, slice_days: Number(slice) };
    if (!(await run(() => call(backfillConnection, { params: { connection_id: connection.id }, body })))) return;
    toast(`${connection.name} is being filled in ${plural(slices, "step")}`);
    onDone();
    onClose();
  };
  return (
    <Dialog title="Read past days again" onClose={onClose} held={busy}>
      <div class="dialog-body">
        <p class="muted">
          For days that were never read, or that the platform changed after the look-back. Nothing looks fresher for it.
        </p>
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
        <SelectField label="At a time" value={slice} options={sliceChoices} onChange={setSlice} />
        {!error && <p role="status">{plural(slices, "sync", "syncs")}, one after the other.</p>}
        <ProblemBanner problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={busy} why={error} onClick={() => void start()}>
            Start
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
