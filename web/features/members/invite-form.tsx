import { useState } from "preact/hooks";
import type { Role } from "#contracts/capabilities.ts";
import type { InviteView } from "#contracts/members.ts";
import { roleNames } from "../../lib/role-names.ts";
import { useForm } from "../../lib/use-form.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { checkEmail, said } from "../identity/check-fields.ts";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { roleHint } from "./role-hints.ts";

interface Props {
  grants: readonly Role[];
  invite: (email: string, role: Role) => Promise<InviteView>;
  onInvited: (invite: InviteView) => void;
}

export function InviteForm({ grants, invite, onInvited }: Props) {
  // The weakest role first: more is a choice.
  const [role, setRole] = useState<Role>(grants.at(-1)!);
  const { form, errors, problem, busy, onSubmit } = useForm(["email", "role"], {
    check: ({ email }) => said({ email: checkEmail(email) }),
    send: async ({ email }) => {
      const made = await invite(email, role);
      form.current?.reset();
      onInvited(made);
    },
  });
  return (
    <form ref={form} class="invite-form" noValidate onSubmit={onSubmit} aria-label="Invite somebody">
      <div class="invite-fields">
        <Field
          label="E-mail"
          name="email"
          type="email"
          inputMode="email"
          autocomplete="off"
          autoCapitalize="none"
          spellcheck={false}
          maxLength={254}
          required
          error={errors.email}
        />
        <SelectField
          label="Role"
          name="role"
          value={role}
          options={grants.map((each) => ({ value: each, label: roleNames[each] }))}
          error={errors.role}
          onChange={setRole}
        />
        <Button look="primary" type="submit" icon="mail" busy={busy}>
          {busy ? "Inviting…" : "Invite"}
        </Button>
      </div>
      <p class="field-hint">
        {roleNames[role]}: {roleHint(role)}
      </p>
      <ProblemBanner problem={problem} />
    </form>
  );
}
