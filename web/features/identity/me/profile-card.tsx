import { type Me, updateMe } from "#contracts/me.ts";
import { call } from "../../../lib/client.ts";
import { useForm } from "../../../lib/use-form.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { Field } from "../../../ui/field.tsx";
import { toast } from "../../../ui/toast.tsx";
import { checkName, said } from "../check-fields.ts";
import { refreshSession } from "../keep-session.ts";
import { ProblemBanner } from "../problem-banner.tsx";

export function ProfileCard({ me }: { me: Me }) {
  const { form, errors, problem, busy, onSubmit } = useForm(["name"], {
    check: ({ name }) => said({ name: checkName(name) }),
    send: async ({ name }) => {
      await call(updateMe, { body: { name } });
      await refreshSession();
      toast("Your name is saved");
    },
  });
  return (
    <Card title="Profile" hint="How others see you: in lists of members, invitations and the audit log.">
      <form ref={form} class="me-form" noValidate onSubmit={onSubmit}>
        <ProblemBanner problem={problem} />
        <div class="me-inline">
          <Field
            label="Name"
            name="name"
            type="text"
            autocomplete="name"
            maxLength={200}
            required
            defaultValue={me.user.name}
            error={errors.name}
          />
          <Button type="submit" busy={busy}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
