import { useRef, useState } from "preact/hooks";
import { type KeyView, listKeys, revokeKey } from "#contracts/keys.ts";
import type { Me } from "#contracts/me.ts";
import { call } from "../../lib/client.ts";
import { plural } from "../../lib/format.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { toast } from "../../ui/toast.tsx";
import { type Standing, whyNot } from "../identity/can.ts";
import { Confirm } from "../shell/confirm.tsx";
import { ListStates } from "../shell/list-states.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { KeyTable } from "./key-table.tsx";
import type { NewKey } from "./key-words.ts";
import { RotateKeyDialog } from "./rotate-key-dialog.tsx";
import { SecretDialog } from "./secret-dialog.tsx";

type Open = { what: "create" } | { what: "rotate" | "revoke"; key: KeyView } | { what: "secret"; made: NewKey };

/** The list and the one dialog that may be open over it. */
export function KeyList({ me, standing }: { me: Me; standing: Standing }) {
  const [keys, reload] = useLoaded(async (signal) => (await call(listKeys, { signal })).keys, me.tenant.id);
  const [open, setOpen] = useState<Open | null>(null);
  const region = useRef<HTMLDivElement>(null);
  const why = whyNot(standing, "keys.manage");

  // Focus goes back to the button by itself, unless that is gone from its row.
  const close = () => setOpen(null);
  const made = (key: NewKey) => {
    setOpen({ what: "secret", made: key });
    reload();
  };
  const create = (
    <Button look="primary" icon="plus" why={why} onClick={() => setOpen({ what: "create" })}>
      Create key
    </Button>
  );

  return (
    <div ref={region} class="focus-target" tabIndex={-1}>
      <ListStates loaded={keys} reload={reload} standing={standing} needs="keys.read" what="API keys">
        {(all) => (
          <Card flush title="API keys" hint={plural(all.length, "key")} actions={create}>
            {all.length > 0 ? (
              <KeyTable
                keys={all}
                zone={me.tenant.time_zone}
                why={why}
                onRotate={(key) => setOpen({ what: "rotate", key })}
                onRevoke={(key) => setOpen({ what: "revoke", key })}
              />
            ) : (
              <EmptyState small icon="key" title="No API keys yet">
                <p>
                  Create one for a script, a spreadsheet or another program that reads numbers or manages connections.
                </p>
              </EmptyState>
            )}
          </Card>
        )}
      </ListStates>
      {open?.what === "create" && <CreateKeyDialog standing={standing} onMade={made} onClose={close} />}
      {open?.what === "rotate" && <RotateKeyDialog of={open.key} onMade={made} onClose={close} />}
      {open?.what === "secret" && <SecretDialog made={open.made} onClose={close} />}
      {open?.what === "revoke" && (
        <Confirm
          title={`Revoke ${open.key.name}?`}
          does="Revoke"
          act={() => call(revokeKey, { params: { key_id: open.key.id } })}
          onDone={() => {
            toast(`${open.key.name} is revoked`);
            region.current?.focus();
            reload();
          }}
          onClose={close}
        >
          <p>
            Whatever uses <span class="mono">{open.key.prefix}…</span> stops working at once. This cannot be taken back.
          </p>
        </Confirm>
      )}
    </div>
  );
}
