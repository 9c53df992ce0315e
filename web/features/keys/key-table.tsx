import type { KeyView } from "#contracts/keys.ts";
import { plural } from "../../lib/format.ts";
import { ago, dayOf, instant } from "../../lib/format-time.ts";
import { now } from "../../lib/now.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { inWords, keyStates } from "./key-words.ts";

interface Props {
  keys: readonly KeyView[];
  zone: string;
  why: string | undefined;
  onRotate: (key: KeyView) => void;
  onRevoke: (key: KeyView) => void;
}

const soon = 14 * 86_400_000;
const ended = ({ status }: KeyView) => status === "revoked" || status === "expired";

export function KeyTable({ keys, zone, why, onRotate, onRevoke }: Props) {
  const at = (instantAt: string, text: string) => (
    <time class="nowrap" dateTime={instantAt} title={instant(instantAt, zone)}>
      {text}
    </time>
  );
  const columns: Column<KeyView>[] = [
    {
      key: "name",
      head: "Name",
      cell: (key) => (
        <>
          {key.name}
          <span class="cell-note mono">{key.prefix}…</span>
        </>
      ),
    },
    {
      key: "status",
      head: "Status",
      cell: ({ status }) => <Badge tone={keyStates[status].tone}>{keyStates[status].label}</Badge>,
    },
    {
      key: "may",
      head: "May",
      cell: ({ capabilities }) => (
        <details class="key-may">
          <summary>{plural(capabilities.length, "permission")}</summary>
          <ul>
            {capabilities.map((capability) => (
              <li key={capability}>{inWords([capability])}</li>
            ))}
          </ul>
        </details>
      ),
    },
    {
      key: "made",
      head: "Created",
      cell: ({ created_at, created_by }) => (
        <div>
          {at(created_at, dayOf(created_at, zone))}
          <span class="cell-note">by {created_by}</span>
        </div>
      ),
    },
    {
      key: "used",
      head: "Last used",
      cell: ({ last_used_at }) =>
        last_used_at ? at(last_used_at, ago(last_used_at, now.value)) : <span class="muted">never</span>,
    },
    {
      key: "expires",
      head: "Expires",
      cell: (key) => (
        <div>
          {at(key.expires_at, dayOf(key.expires_at, zone))}
          {!ended(key) && Date.parse(key.expires_at) - now.value < soon && (
            <span class="cell-note key-soon">{key.status === "rotated" ? "the overlap ends" : "soon: rotate it"}</span>
          )}
        </div>
      ),
    },
    {
      key: "do",
      head: "Actions",
      cell: (key) =>
        ended(key) ? (
          <span class="muted">–</span>
        ) : (
          <div class="row-actions">
            {key.status === "active" && (
              <Button look="quiet" why={why} aria-label={`Rotate ${key.name}`} onClick={() => onRotate(key)}>
                Rotate
              </Button>
            )}
            <Button look="quiet" why={why} aria-label={`Revoke ${key.name}`} onClick={() => onRevoke(key)}>
              Revoke
            </Button>
          </div>
        ),
    },
  ];
  return <Table stack caption="API keys" columns={columns} rows={keys} rowKey={(key) => key.id} />;
}
