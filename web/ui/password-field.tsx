import type { ComponentChildren, JSX } from "preact";
import { useId, useState } from "preact/hooks";
import "./field.css";
import { Icon } from "./icon.tsx";
import "./password-field.css";

type Props = Omit<JSX.IntrinsicElements["input"], "type"> & {
  label: string;
  error?: string | undefined;
  hint?: ComponentChildren;
};

/** A labelled password that can be looked at while it is typed. */
export function PasswordField({ label, error, hint, ...input }: Props) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="password">
        <input
          autoCapitalize="none"
          spellcheck={false}
          {...input}
          id={id}
          type={shown ? "text" : "password"}
          class="input"
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
        />
        <button
          type="button"
          class="password-eye"
          aria-pressed={shown}
          aria-label={`Show ${label.toLowerCase()}`}
          aria-controls={id}
          onClick={() => setShown(!shown)}
        >
          <Icon name={shown ? "eye-off" : "eye"} />
        </button>
      </span>
      {error && (
        <p id={`${id}-error`} class="field-error">
          {error}
        </p>
      )}
      {hint && (
        <div id={`${id}-hint`} class="field-hint">
          {hint}
        </div>
      )}
    </div>
  );
}
