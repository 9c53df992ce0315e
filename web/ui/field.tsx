import type { JSX } from "preact";
import { useId } from "preact/hooks";
import "./field.css";

type Props = JSX.IntrinsicElements["input"] & { label: string; error?: string | undefined; hint?: string };

/** A labelled input; its error is tied to it for screen readers. */
export function Field({ label, error, hint, ...input }: Props) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        id={id}
        class={`input ${input.class ?? ""}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
      />
      {note && (
        <p id={`${id}-note`} class={error ? "field-error" : "field-hint"}>
          {note}
        </p>
      )}
    </div>
  );
}
