import { useEffect, useState } from "preact/hooks";
import { previewSchedule } from "#contracts/schedules.ts";
import { call, isAbort } from "../../lib/client.ts";
import { instant } from "../../lib/format-time.ts";
import { asProblem } from "../../lib/problem-error.ts";
import { Field } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { intervals, type ScheduleDraft, scheduleFrom } from "./schedule-draft.ts";
import { scheduleInWords } from "./schedule-words.ts";

interface Props {
  draft: ScheduleDraft;
  onChange: (draft: ScheduleDraft) => void;
  zone: string;
  /** Whose jitter the next starts are told with. */
  connectionId?: string;
}

const kinds = [
  { value: "interval", label: "Every …" },
  { value: "cron", label: "At set times" },
  { value: "manual", label: "By hand" },
] as const;

export function ScheduleFields({ draft, onChange, zone, connectionId }: Props) {
  const change = (changed: Partial<ScheduleDraft>) => onChange({ ...draft, ...changed });
  const found = scheduleFrom(draft);
  const wrong = (field: string) => ("field" in found && found.field === field ? found.message : undefined);
  const choices = intervals.includes(draft.everyMinutes as never)
    ? intervals
    : [...intervals, draft.everyMinutes].sort((a, b) => a - b);
  return (
    <div class="schedule-fields">
      <Segmented label="Schedule" value={draft.kind} options={kinds} onChange={(kind) => change({ kind })} />
      {draft.kind === "interval" && (
        <SelectField
          label="How often"
          value={String(draft.everyMinutes)}
          options={choices.map((minutes) => ({
            value: String(minutes),
            label: scheduleInWords({ kind: "interval", every_minutes: minutes, working_hours: false }),
          }))}
          onChange={(minutes) => change({ everyMinutes: Number(minutes) })}
        />
      )}
      {draft.kind === "cron" && (
        <>
          <Field
            label="Cron expression"
            class="mono"
            value={draft.expression}
            hint="Minute, hour, day of month, month, day of week: 15 6 * * 1-5 is 06:15 on weekdays"
            error={wrong("expression")}
            onInput={(event) => change({ expression: event.currentTarget.value })}
          />
          <Field
            label="Time zone"
            value={draft.timeZone}
            placeholder={zone}
            hint={`Empty: the workspace's own, ${zone}`}
            error={wrong("time_zone")}
            onInput={(event) => change({ timeZone: event.currentTarget.value })}
          />
        </>
      )}
      {draft.kind !== "manual" && (
        <label class="check-line">
          <input
            type="checkbox"
            checked={draft.workingHours}
            onChange={(event) => change({ workingHours: event.currentTarget.checked })}
          />
          Only in working hours
        </label>
      )}
      <NextStarts draft={draft} zone={zone} connectionId={connectionId} />
    </div>
  );
}

const typingPauseMs = 300;

/** When the schedule would start the next syncs, as the server works it out. */
function NextStarts({
  draft,
  zone,
  connectionId,
}: Omit<Props, "onChange" | "connectionId"> & { connectionId: string | undefined }) {
  const [told, setTold] = useState<{ times: readonly string[]; error: string | null }>({ times: [], error: null });
  const found = scheduleFrom(draft);
  const key = JSON.stringify(found);

  useEffect(() => {
    if (!("schedule" in found)) return setTold({ times: [], error: null });
    const abort = new AbortController();
    const body = { schedule: found.schedule, ...(connectionId ? { connection_id: connectionId } : {}) };
    const timer = window.setTimeout(() => {
      call(previewSchedule, { body, signal: abort.signal }).then(
        ({ times }) => setTold({ times, error: null }),
        (error: unknown) => {
          if (isAbort(error)) return;
          const { fields, message } = asProblem(error);
          setTold({ times: [], error: fields[0]?.message ?? message });
        },
      );
    }, typingPauseMs);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [key, connectionId]);

  if (draft.kind === "manual") return <p class="muted">Nothing starts by itself.</p>;
  if (told.error) return <p class="field-error">{told.error}</p>;
  return (
    <div>
      <p class="field-hint">Next starts</p>
      <ol class="next-starts" aria-label="Next starts">
        {told.times.map((at) => (
          <li key={at}>
            <time dateTime={at}>{instant(at, zone)}</time>
          </li>
        ))}
      </ol>
    </div>
  );
}
