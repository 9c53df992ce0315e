import { type ConnectionDetail, changeConnection, type SchemaChange } from "#contracts/connections.ts";
import { call } from "../../lib/client.ts";
import { instant } from "../../lib/format-time.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";

interface Props {
  connection: ConnectionDetail;
  zone: string;
  why: string | undefined;
  onChange: () => void;
}

/** What the platform changed in its data, as syncs found it. Nothing is shown while there is nothing. */
export function SchemaChangesCard({ connection, zone, why, onChange }: Props) {
  const { busy, problem, run } = useAction();
  if (connection.schema_changes.length === 0) return null;
  const open = connection.schema_changes.some(({ acknowledged }) => !acknowledged);
  const acknowledge = async () => {
    const params = { connection_id: connection.id };
    if (await run(() => call(changeConnection, { params, body: { acknowledge_schema_changes: true } }))) onChange();
  };
  return (
    <Card
      title="Changes of the platform's data"
      hint="New columns are taken along by themselves"
      actions={
        open && (
          <Button why={why} busy={busy} onClick={() => void acknowledge()}>
            I have seen them
          </Button>
        )
      }
    >
      <ProblemBanner problem={problem} />
      <ul class="schema-changes">
        {connection.schema_changes.map((change) => (
          <li key={change.id} class={change.acknowledged ? "muted" : undefined}>
            {inWords(change)} <time dateTime={change.seen_at}>{instant(change.seen_at, zone)}</time>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function inWords({ kind, stream, column, from, to }: SchemaChange): string {
  if (kind === "stream_added") return `${stream}: new`;
  if (kind === "stream_removed") return `${stream}: gone`;
  if (kind === "column_added") return `${stream}: new column ${column}${to === null ? "" : ` (${to})`}`;
  if (kind === "column_removed") return `${stream}: column ${column} is gone`;
  return `${stream}: column ${column} was ${from} and is ${to}`;
}
