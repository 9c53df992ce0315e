import { useId } from "preact/hooks";
import "./field.css";
import { Icon } from "./icon.tsx";
import "./select.css";

export interface Choice<T extends string = string> {
  value: T;
  label: string;
  group?: string;
}

interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly Choice<T>[];
  onChange: (value: T) => void;
  name?: string;
  error?: string | undefined;
  hint?: string | undefined;
  disabled?: boolean;
  /** For lists and filter bars, where the place says what it is. */
  labelHidden?: boolean;
}

/** The browser's own select with a label, a hint or an error. Options with the same `group` stand together. */
export function SelectField<T extends string>(props: Props<T>) {
  const { label, value, options, onChange, name, error, hint, disabled = false, labelHidden = false } = props;
  const id = useId();
  const note = error ?? hint;
  return (
    <div class="field">
      <label for={id} class={labelHidden ? "visually-hidden" : undefined}>
        {label}
      </label>
      <span class="select select-field">
        <select
          id={id}
          name={name}
          value={value}
          disabled={disabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          onChange={(event) => onChange(event.currentTarget.value as T)}
        >
          {grouped(options).map(([group, members]) =>
            group === undefined ? (
              members.map(toOption)
            ) : (
              <optgroup key={group} label={group}>
                {members.map(toOption)}
              </optgroup>
            ),
          )}
        </select>
        <Icon name="chevron" size={14} />
      </span>
      {note && (
        <p id={`${id}-note`} class={error ? "field-error" : "field-hint"}>
          {note}
        </p>
      )}
    </div>
  );
}

const toOption = (option: Choice) => (
  <option key={option.value} value={option.value}>
    {option.label}
  </option>
);

const grouped = <T extends string>(options: readonly Choice<T>[]) => [
  ...Map.groupBy(options, (option) => option.group),
];
