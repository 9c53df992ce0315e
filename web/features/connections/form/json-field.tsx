import { useId, useState } from "preact/hooks";

interface Props {
  label: string;
  name: string;
  hint?: string;
  error: string | undefined;
  value: unknown;
  /** Text of several lines as it is, not JSON. */
  plain: boolean;
  onChange: (value: unknown) => void;
}

/** A value that no single line holds: text of several lines, or JSON for what the form has no fields for. */
export function JsonField({ label, name, hint, error, value, plain, onChange }: Props) {
  const id = useId();
  const [text, setText] = useState(
    plain ? String(value ?? "") : value === undefined ? "" : JSON.stringify(value, null, 2),
  );
  const [broken, setBroken] = useState(false);
  const read = (to: string) => {
    setText(to);
    setBroken(false);
    if (to.trim() === "") return onChange(undefined);
    if (plain) return onChange(to);
    try {
      onChange(JSON.parse(to));
    } catch {
      setBroken(true);
    }
  };
  const wrong = broken ? "Is not JSON yet" : error;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        name={name}
        class="input mono"
        rows={6}
        spellcheck={false}
        value={text}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={`${id}-note`}
        onInput={(event) => read(event.currentTarget.value)}
      />
      <p id={`${id}-note`} class={wrong ? "field-error" : "field-hint"}>
        {wrong ?? hint ?? (plain ? "" : "As JSON")}
      </p>
    </div>
  );
}
