import { useState } from "preact/hooks";
import type { ConnectionDetail } from "#contracts/connections.ts";
import { plural } from "../../lib/format.ts";
import { dayLong } from "../../lib/format-time.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CredentialsForm } from "./credentials-form.tsx";

interface Props {
  connection: ConnectionDetail;
  why: string | undefined;
  onChange: () => void;
}

/** How the platform is read, and with which configuration; secrets come masked from the server. */
export function SettingsCard({ connection, why, onChange }: Props) {
  const [editing, setEditing] = useState(false);
  const { look_back_days, attribution_days, history_from, accounts, configuration, editable } = connection;
  const off = why ?? (editable && configuration ? undefined : "It is changed where it was set up.");
  return (
    <Card
      title="Settings"
      hint="New credentials are tried out before they are kept."
      actions={
        !editing && (
          <Button icon="key" why={off} onClick={() => setEditing(true)}>
            Change settings
          </Button>
        )
      }
    >
      <dl class="settings-facts">
        <div>
          <dt>Reads again</dt>
          <dd>
            {plural(look_back_days, "day")}; the platform changes its numbers for {plural(attribution_days, "day")}
          </dd>
        </div>
        {history_from && (
          <div>
            <dt>History from</dt>
            <dd>{dayLong(history_from)}</dd>
          </div>
        )}
        {accounts.length > 0 && (
          <div>
            <dt>Accounts</dt>
            <dd>{accounts.map(({ name, id }) => (name === id ? id : `${name} (${id})`)).join(", ")}</dd>
          </div>
        )}
      </dl>
      {editing ? (
        <CredentialsForm connection={connection} onChange={onChange} onClose={() => setEditing(false)} />
      ) : configuration ? (
        <details>
          <summary>Configuration, credentials masked</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <pre class="run-log" tabIndex={0}>
            {JSON.stringify(configuration, null, 2)}
          </pre>
        </details>
      ) : (
        <p class="muted">
          {editable
            ? "Airbyte does not tell the configuration now."
            : "Set up by an operator; its credentials are kept where it was set up."}
        </p>
      )}
    </Card>
  );
}
