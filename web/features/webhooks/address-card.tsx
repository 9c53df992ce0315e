import { useState } from "preact/hooks";
import type { Me } from "#contracts/me.ts";
import { makeWebhook, readWebhook, removeWebhook, signWebhook, type WebhookEndpoint } from "#contracts/webhooks.ts";
import { call } from "../../lib/client.ts";
import { ago, instant } from "../../lib/format-time.ts";
import { now } from "../../lib/now.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { toast } from "../../ui/toast.tsx";
import { standingOf, whyNot } from "../identity/can.ts";
import { Confirm } from "../shell/confirm.tsx";
import { ListStates } from "../shell/list-states.tsx";
import { MakeDialog } from "./make-dialog.tsx";
import { ShownOnceDialog } from "./shown-once-dialog.tsx";

/** What was made and is shown this once. */
export interface Made {
  url: string | null;
  secret: string | null;
}

type Asked = "make" | "rotate" | "sign" | "unsign" | "remove";

/** Where Airbyte's notifications arrive; address and secret are masked once they were shown. */
export function AddressCard({ me }: { me: Me }) {
  const [loaded, reload] = useLoaded((signal) => call(readWebhook, { signal }), me.tenant.id);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const standing = standingOf(me);
  const why = whyNot(standing, "connections.manage");
  const close = () => setAsked(null);

  return (
    <ListStates loaded={loaded} reload={reload} standing={standing} needs="connections.read" what="the address">
      {({ endpoint }) => (
        <>
          {endpoint ? (
            <Address endpoint={endpoint} zone={me.tenant.time_zone} why={why} onAsk={setAsked} />
          ) : (
            <Card title="Address">
              <EmptyState
                small
                icon="link"
                title="No address yet"
                actions={
                  <Button look="primary" icon="plus" why={why} onClick={() => setAsked("make")}>
                    Make an address
                  </Button>
                }
              >
                <p>Make one and give it to Airbyte, in its workspace under notifications.</p>
              </EmptyState>
            </Card>
          )}
          {(asked === "make" || asked === "rotate") && (
            <MakeDialog
              replaces={endpoint !== null}
              signed={endpoint?.signed ?? false}
              make={async (signed) => setMade(await call(makeWebhook, { body: { signed } }))}
              onDone={reload}
              onClose={close}
            />
          )}
          {asked === "sign" && (
            <Confirm
              title={endpoint?.signed ? "Make a new signing secret?" : "Ask for signatures?"}
              does={endpoint?.signed ? "Make a new secret" : "Make a secret"}
              act={async () => setMade({ url: null, ...(await call(signWebhook, { body: { signed: true } })) })}
              onDone={reload}
              onClose={close}
            >
              <p>
                {endpoint?.signed
                  ? "The secret before this one stops at once."
                  : "From then on, notifications without a signature are refused. Airbyte itself signs none: a proxy before it must."}
              </p>
            </Confirm>
          )}
          {asked === "unsign" && (
            <Confirm
              title="Take notifications without signatures?"
              does="Ask for none"
              act={() => call(signWebhook, { body: { signed: false } })}
              onDone={reload}
              onClose={close}
            >
              <p>Whoever knows the address can then make us look at a sync sooner. They can change nothing.</p>
            </Confirm>
          )}
          {asked === "remove" && (
            <Confirm
              title="Remove the address?"
              does="Remove"
              act={() => call(removeWebhook, {})}
              onDone={() => {
                toast("The address is removed");
                reload();
              }}
              onClose={close}
            >
              <p>What still comes there is refused. Syncs are looked after all the same.</p>
            </Confirm>
          )}
          {made && <ShownOnceDialog made={made} onClose={() => setMade(null)} />}
        </>
      )}
    </ListStates>
  );
}

interface AddressProps {
  endpoint: WebhookEndpoint;
  zone: string;
  why: string | undefined;
  onAsk: (what: Asked) => void;
}

function Address({ endpoint, zone, why, onAsk }: AddressProps) {
  const { created_at, signed, last_delivery_at } = endpoint;
  return (
    <Card title="Address" hint="Address and secret are shown once, when they are made.">
      <dl class="webhook-facts">
        <div>
          <dt>Address</dt>
          <dd class="mono">{`${location.origin}/api/airbyte/webhooks/••••••••/`}</dd>
        </div>
        <div>
          <dt>Signatures</dt>
          <dd>
            <Badge tone={signed ? "good" : "neutral"}>{signed ? "Required" : "Not asked for"}</Badge>
            {signed && <span class="mono muted"> whsec_••••••••</span>}
          </dd>
        </div>
        <div>
          <dt>Made</dt>
          <dd>{instant(created_at, zone)}</dd>
        </div>
        <div>
          <dt>Last notification</dt>
          <dd>
            {last_delivery_at ? (
              <time dateTime={last_delivery_at} title={instant(last_delivery_at, zone)}>
                {ago(last_delivery_at, now.value)}
              </time>
            ) : (
              <span class="muted">none yet</span>
            )}
          </dd>
        </div>
      </dl>
      <div class="webhook-actions">
        <Button icon="refresh" why={why} onClick={() => onAsk("rotate")}>
          New address
        </Button>
        <Button icon="key" why={why} onClick={() => onAsk("sign")}>
          {signed ? "New signing secret" : "Ask for signatures"}
        </Button>
        {signed && (
          <Button look="quiet" why={why} onClick={() => onAsk("unsign")}>
            Ask for no signatures
          </Button>
        )}
        <Button look="quiet" why={why} onClick={() => onAsk("remove")}>
          Remove
        </Button>
      </div>
    </Card>
  );
}
