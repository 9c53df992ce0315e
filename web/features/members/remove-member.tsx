import { useState } from "preact/hooks";
import type { MemberView } from "#contracts/members.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../shell/confirm.tsx";

interface Props {
  member: MemberView;
  self: boolean;
  why: string | undefined;
  remove: () => Promise<void>;
  onRemoved: () => void;
}

export function RemoveButton({ member, self, why, remove, onRemoved }: Props) {
  const [asking, setAsking] = useState(false);
  const name = member.name || member.email;
  return (
    <div class="row-actions">
      <Button look="quiet" why={why} aria-label={`Remove ${name}`} onClick={() => setAsking(true)}>
        Remove
      </Button>
      {asking && (
        <Confirm
          title={self ? "Remove yourself?" : `Remove ${name}?`}
          does={self ? "Remove myself" : "Remove"}
          act={remove}
          onDone={onRemoved}
          onClose={() => setAsking(false)}
        >
          <p>
            {self
              ? "You lose access at once, and only somebody else can invite you again. API keys that you made stay."
              : `${name} (${member.email}) loses access at once. API keys that they made stay. To let them in again, invite them anew.`}
          </p>
        </Confirm>
      )}
    </div>
  );
}
