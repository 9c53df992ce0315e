import { useState } from "preact/hooks";
import { isDay } from "../../lib/day.ts";
import { dayRange } from "../../lib/format-time.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import type { Filters } from "./filters.ts";
import { type Period, presetNames, presets } from "./periods.ts";
import "./range-picker.css";

interface Props {
  range: Filters["range"];
  period: Period;
  onChange: (range: Filters["range"]) => void;
}

export function RangePicker({ range, period, onChange }: Props) {
  const name = typeof range === "string" ? presets[range].label : "Custom";
  return (
    <Popover
      label="Period"
      icon="calendar"
      summary={
        <>
          {name}
          <span class="range-days">{dayRange(period.from, period.to)}</span>
        </>
      }
    >
      {(close) => {
        const choose = (chosen: Filters["range"]) => {
          close();
          onChange(chosen);
        };
        return (
          <div class="range">
            <ul>
              {presetNames.map((preset) => (
                <li key={preset}>
                  <button
                    type="button"
                    class="panel-item"
                    aria-pressed={range === preset}
                    data-active={range === preset}
                    onClick={() => choose(preset)}
                  >
                    {presets[preset].label}
                    {range === preset && <Icon name="check" class="panel-check" />}
                  </button>
                </li>
              ))}
            </ul>
            <CustomRange period={period} onApply={choose} />
          </div>
        );
      }}
    </Popover>
  );
}

function CustomRange({ period, onApply }: { period: Period; onApply: (period: Period) => void }) {
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const [error, setError] = useState<string>();
  const apply = (event: Event) => {
    event.preventDefault();
    if (!isDay(from) || !isDay(to)) return setError("Give both days");
    if (to < from) return setError("The last day must not be before the first");
    onApply({ from, to });
  };
  return (
    <form class="range-custom" noValidate onSubmit={apply}>
      <p class="range-title">Custom</p>
      <Field label="First day" type="date" value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
      <Field
        label="Last day"
        type="date"
        value={to}
        error={error}
        onInput={(event) => setTo(event.currentTarget.value)}
      />
      <Button look="primary" type="submit">
        Apply
      </Button>
      <p class="field-hint">“Last … days” are whole days and end yesterday.</p>
    </form>
  );
}
