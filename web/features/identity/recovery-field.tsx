import { Field } from "../../ui/field.tsx";

export function RecoveryField({ error }: { error: string | undefined }) {
  return (
    <Field
      label="Recovery code"
      name="code"
      type="text"
      class="mono"
      autocomplete="off"
      autoCapitalize="none"
      spellcheck={false}
      required
      error={error}
    />
  );
}
