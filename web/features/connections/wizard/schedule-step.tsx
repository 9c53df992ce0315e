import { useLocation } from "preact-iso";
import { createConnection } from "#contracts/connections.ts";
import { call } from "../../../lib/client.ts";
import { todayIn } from "../../../lib/day.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { Field } from "../../../ui/field.tsx";
import { toast } from "../../../ui/toast.tsx";
import { ProblemBanner } from "../../identity/problem-banner.tsx";
import { useAction } from "../../identity/use-action.ts";
import { scheduleFrom } from "../schedule-draft.ts";
import { ScheduleFields } from "../schedule-fields.tsx";
import { chosenStreams } from "../streams.ts";
import type { StepProps } from "./connect.page.tsx";

/** Name, schedule and history; then the connection is made and its first sync begins. */
export function ScheduleStep({ me, draft, change, go }: StepProps) {
  const { busy, problem, run } = useAction();
  const { route } = useLocation();
  const zone = me.tenant.time_zone;
  const found = scheduleFrom(draft.schedule);
  const streams = chosenStreams(draft.streams, draft.chosen);
  const why = draft.name.trim() === "" ? "Give it a name." : "schedule" in found ? undefined : found.message;

  const create = () =>
    run(async () => {
      if (!("schedule" in found)) return;
      const { connection } = await call(createConnection, {
        body: {
          source_type: draft.connector!.source_type,
          name: draft.name.trim(),
          configuration: { ...draft.values },
          schedule: found.schedule,
          ...(streams.length > 0 ? { streams } : {}),
          ...(draft.historyFrom ? { history_from: draft.historyFrom } : {}),
        },
      });
      change({ values: null });
      toast(`${connection.name} is connected; its first sync has begun`);
      route(`/dashboards/data-sources/${encodeURIComponent(connection.id)}`, true);
    });

  return (
    <Card title="Name and schedule">
      <div class="config-form">
        <Field
          label="Name"
          name="name"
          maxLength={200}
          value={draft.name}
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
        <Field
          label="History from"
          name="history_from"
          type="date"
          max={todayIn(zone)}
          value={draft.historyFrom}
          hint="Empty: from the start date given before, or as far back as is usual"
          onInput={(event) => change({ historyFrom: event.currentTarget.value })}
        />
        <ScheduleFields draft={draft.schedule} onChange={(schedule) => change({ schedule })} zone={zone} />
        <ProblemBanner problem={problem} />
        <div class="wizard-actions">
          <Button onClick={() => go(draft.streams.length > 0 ? "streams" : "configuration")}>Back</Button>
          <Button look="primary" why={why} busy={busy} onClick={() => void create()}>
            {busy ? "Connecting…" : "Connect"}
          </Button>
        </div>
      </div>
    </Card>
  );
}
