import { useState } from "preact/hooks";
import type { Role } from "#contracts/capabilities.ts";
import type { MemberView } from "#contracts/members.ts";
import { roleNames } from "../../lib/role-names.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useAction } from "../identity/use-action.ts";
import { RowProblem } from "../shell/row-problem.tsx";
import { roleHint } from "./role-hints.ts";

interface Props {
  member: MemberView;
  /** It is the reader's own role. */
  self: boolean;
  grants: readonly Role[];
  why: string | undefined;
  change: (role: Role) => Promise<unknown>;
}

/** A member's role, to be chosen anew among those that the reader may give. One's own is changed only after a question. */
export function RoleSelect({ member, self, grants, why, change }: Props) {
  const { busy, problem, run } = useAction();
  const [asked, setAsked] = useState<Role | null>(null);
  const [chosen, setChosen] = useState<Role | null>(null);
  if (why)
    return (
      <span title={why}>
        {roleNames[member.role]}
        <span class="visually-hidden">. {why}</span>
      </span>
    );

  const apply = async (role: Role) => {
    setAsked(null);
    setChosen(role);
    await run(() => change(role));
    setChosen(null);
  };
  const roles = grants.includes(member.role) ? grants : [member.role, ...grants];
  return (
    <div class="role-select">
      <SelectField
        label={`Role of ${member.name || member.email}`}
        labelHidden
        disabled={busy}
        value={chosen ?? asked ?? member.role}
        options={roles.map((role) => ({ value: role, label: roleNames[role] }))}
        onChange={(role) => (self ? setAsked(role) : void apply(role))}
      />
      <RowProblem problem={problem} />
      {asked && (
        <Dialog title="Change your own role?" onClose={() => setAsked(null)}>
          <div class="dialog-body">
            <p>
              You are {roleNames[member.role]} and would be {roleNames[asked]}: {roleHint(asked)} You may not be able to
              change it back yourself.
            </p>
            <DialogActions>
              <Button autoFocus onClick={() => setAsked(null)}>
                Stay {roleNames[member.role]}
              </Button>
              <Button look="danger" onClick={() => void apply(asked)}>
                Become {roleNames[asked]}
              </Button>
            </DialogActions>
          </div>
        </Dialog>
      )}
    </div>
  );
}
