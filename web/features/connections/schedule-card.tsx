import { useState } from "preact/hooks";
import { type ConnectionDetail, changeConnection } from "#contracts/connections.ts";
import { changeSchedule } from "#contracts/schedules.ts";
import { call } from "../../lib/client.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";
import { draftOf, scheduleFrom } from "./schedule-draft.ts";
import { ScheduleFields } from "./schedule-fields.tsx";
import { scheduleInWords } from "./schedule-words.ts";

interface Props {
  connection: ConnectionDetail;
  zone: string;
  why: string | undefined;
  onChange: () => void;
}

export function ScheduleCard({ connection, zone, why, onChange }: Props) {
  const [draft, setDraft] = useState(draftOf(connection.schedule));
  const { busy, problem, run } = useAction();
  const [days, setDays] = useState(String(connection.look_back_days));
  const daysWrong = lookBackError(days);
  const found = scheduleFrom(draft);
  const isOther = !daysWrong && Number(days) !== connection.look_back_days;
  const isNew = "schedule" in found && JSON.stringify(found.schedule) !== JSON.stringify(connection.schedule);
  const save = async () => {
    if (!("schedule" in found)) return;
    const params = { connection_id: connection.id };
    const saved = await run(async () => {
      if (isNew) await call(changeSchedule, { params, body: found.schedule });
      if (isOther) await call(changeConnection, { params, body: { look_back_days: Number(days) } });
    });
    if (!saved) return;
    toast("The schedule is changed");
    onChange();
  };
  return (
    <Card title="Schedule" hint={scheduleInWords(connection.schedule)}>
      <ScheduleFields draft={draft} onChange={setDraft} zone={zone} connectionId={connection.id} />
      <Field
        label="Look-back in days"
        name="look_back_days"
        inputMode="numeric"
        autocomplete="off"
        value={days}
        error={daysWrong}
        hint={`Each sync reads so many days again. The platform changes its numbers for ${connection.attribution_days}.`}
        onInput={(event) => setDays(event.currentTarget.value)}
      />
      <ProblemBanner problem={problem} />
      <p class="card-foot">
        <Button
          look="primary"
          why={why ?? daysWrong ?? (isNew || isOther ? undefined : "Nothing is changed yet.")}
          busy={busy}
          onClick={() => void save()}
        >
          Save schedule
        </Button>
      </p>
    </Card>
  );
}

const mostDays = 400;

/** More than the attribution window is of no use, and no error either: connectors begin with more. */
function lookBackError(text: string): string | undefined {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) <= mostDays ? undefined : `A whole number from 0 to ${mostDays}`;
}
