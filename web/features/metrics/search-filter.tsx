import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import "./search-filter.css";

const pause = 300;

/** Searches once typing pauses, so that not every letter asks the server. */
export function SearchFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const timer = useRef(0);

  useEffect(() => {
    setText((current) => (current.trim() === value ? current : value));
  }, [value]);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const later = (next: string, wait: number) => {
    setText(next);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onChange(next.trim()), wait);
  };

  return (
    <span class="search-filter">
      <Icon name="search" />
      <input
        class="input"
        type="search"
        aria-label="Search campaigns"
        placeholder="Search campaigns"
        maxLength={200}
        value={text}
        onInput={(event) => later(event.currentTarget.value, pause)}
        onKeyDown={(event) => event.key === "Enter" && later(text, 0)}
      />
    </span>
  );
}
