import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import "./field.css";
import { Icon } from "./icon.tsx";
import "./password-field.css";

interface Props {
  label: string;
  name: string;
  autocomplete: "current-password" | "new-password";
  error?: string | undefined;
  hint?: ComponentChildren;
  onTyped?: (typed: string) => void;
}

/** A labelled password that can be looked at while it is typed. */
export function PasswordField({ label, name, autocomplete, error, hint, onTyped }: Props) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="password">
        <input
          id={id}
          name={name}
          // The types know no input that changes between the two.
          type={(shown ? "text" : "password") as "password"}
          class="input"
          autocomplete={autocomplete}
          autoCapitalize="none"
          spellcheck={false}
          required
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          onInput={(event) => onTyped?.(event.currentTarget.value)}
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
