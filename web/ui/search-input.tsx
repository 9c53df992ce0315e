import { Icon } from "./icon.tsx";
import "./search-input.css";

interface Props {
  label: string;
  value: string;
  maxLength?: number;
  onText: (text: string) => void;
  onEnter?: () => void;
}

/** A search field whose label stands in it until something is typed. */
export function SearchInput({ label, value, maxLength = 100, onText, onEnter }: Props) {
  return (
    <span class="search-input">
      <Icon name="search" />
      <input
        class="input"
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={maxLength}
        value={value}
        onInput={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && onEnter?.()}
      />
    </span>
  );
}
