import { Field } from "../../ui/field.tsx";

interface Props {
  name: string;
  error: string | undefined;
  /** Sends its form by itself once all six digits are there. */
  submits?: boolean;
}

/** Six digits of an authenticator app: typed, pasted with or without a space, or filled in by the device. */
export function CodeField({ name, error, submits = false }: Props) {
  return (
    <Field
      label="Six-digit code"
      name={name}
      type="text"
      class="code-input"
      inputMode="numeric"
      autocomplete="one-time-code"
      spellcheck={false}
      required
      error={error}
      onInput={(event) => {
        const input = event.currentTarget;
        const digits = input.value.replace(/\D/g, "").slice(0, 6);
        if (digits !== input.value) input.value = digits;
        if (submits && digits.length === 6) input.form?.requestSubmit();
      }}
    />
  );
}
