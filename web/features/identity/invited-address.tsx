import { Field } from "../../ui/field.tsx";

/** The address of the invitation: to read, and for password managers to keep with the password. */
export function InvitedAddress({ email }: { email: string }) {
  return <Field label="E-mail" name="email" type="email" autocomplete="username" readOnly value={email} />;
}
