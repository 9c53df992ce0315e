import { useState } from "preact/hooks";
import type { ConnectionDetail } from "#contracts/connections.ts";
import { changeSchedule } from "#contracts/schedules.ts";
import { call } from "../../lib/client.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
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
  const found = scheduleFrom(draft);
  const isNew = "schedule" in found && JSON.stringify(found.schedule) !== JSON.stringify(connection.schedule);
  const save = async () => {
    if (!("schedule" in found)) return;
    const params = { connection_id: connection.id };
    if (!(await run(() => call(changeSchedule, { params, body: found.schedule })))) return;
    toast("The schedule is changed");
    onChange();
  };
  return (
    <Card title="Schedule" hint={scheduleInWords(connection.schedule)}>
      <ScheduleFields draft={draft} onChange={setDraft} zone={zone} connectionId={connection.id} />
      <ProblemBanner problem={problem} />
      <p class="card-foot">
        <Button
          look="primary"
          why={why ?? (isNew ? undefined : "Nothing is changed yet.")}
          busy={busy}
          onClick={() => void save()}
        >
          Save schedule
        </Button>
      </p>
    </Card>
  );
}
