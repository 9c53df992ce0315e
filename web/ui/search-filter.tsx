import { useEffect, useRef, useState } from "preact/hooks";
import { SearchInput } from "./search-input.tsx";

interface Props {
  label: string;
  value: string;
  maxLength?: number;
  onChange: (value: string) => void;
}

const pause = 300;

/** Searches once typing pauses, so that not every letter asks the server. */
export function SearchFilter({ label, value, maxLength = 100, onChange }: Props) {
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
    <SearchInput
      label={label}
      value={text}
      maxLength={maxLength}
      onText={(next) => later(next, pause)}
      onEnter={() => later(text, 0)}
    />
  );
}
