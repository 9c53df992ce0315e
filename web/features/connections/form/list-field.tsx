import { useState } from "preact/hooks";
import { Field } from "../../../ui/field.tsx";

interface Props {
  label: string;
  name: string;
  hint?: string;
  error: string | undefined;
  values: readonly (string | number)[];
  /** The connector wants numbers; what is none is kept as typed, and said when it is checked. */
  numbers: boolean;
  onChange: (values: readonly (string | number)[] | undefined) => void;
}

const partsOf = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== "");

/** Several short values, such as account ids, with commas or spaces between. */
export function ListField({ label, name, hint, error, values, numbers, onChange }: Props) {
  const [text, setText] = useState(values.join(", "));
  return (
    <Field
      label={label}
      name={name}
      error={error}
      hint={`${hint ? `${hint} ` : ""}Several with commas between.`}
      value={text}
      autocomplete="off"
      onInput={(event) => {
        setText(event.currentTarget.value);
        const parts = partsOf(event.currentTarget.value);
        onChange(
          parts.length === 0
            ? undefined
            : parts.map((part) => (numbers && /^-?\d+(\.\d+)?$/.test(part) ? Number(part) : part)),
        );
      }}
    />
  );
}
