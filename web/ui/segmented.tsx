import { useId } from "preact/hooks";
import { Icon, type IconName } from "./icon.tsx";
import "./segmented.css";

interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string; icon?: IconName }[];
  onChange: (value: T) => void;
  /** Show icons only; the labels stay for screen readers. */
  iconsOnly?: boolean;
}

/** One of a few. Radio buttons underneath, so arrow keys and screen readers work as people expect. */
export function Segmented<T extends string>({ label, value, options, onChange, iconsOnly = false }: Props<T>) {
  const name = useId();
  return (
    <fieldset class="segmented">
      <legend class="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} title={iconsOnly ? option.label : undefined}>
          <input
            type="radio"
            class="visually-hidden"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span class="segment">
            {option.icon && <Icon name={option.icon} size={15} />}
            <span class={iconsOnly ? "visually-hidden" : undefined}>{option.label}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
