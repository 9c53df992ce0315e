import { useState } from "preact/hooks";
import { strengthOf } from "../../lib/password-strength.ts";
import { PasswordField } from "../../ui/password-field.tsx";

interface Props {
  label: string;
  error: string | undefined;
  /** Names and addresses that should not be what the password is made of. */
  own?: readonly string[];
}

/** A new password, with a hint at how strong it is. */
export function NewPasswordField({ label, error, own = [] }: Props) {
  const [typed, setTyped] = useState("");
  const { level, words } = strengthOf(typed, own);
  return (
    <PasswordField
      label={label}
      name="password"
      autocomplete="new-password"
      error={error}
      onTyped={setTyped}
      hint={
        <span class={`strength strength-${level}`}>
          <span class="strength-bars" aria-hidden="true">
            <span />
            <span />
            <span />
          </span>
          {words}
        </span>
      }
    />
  );
}
