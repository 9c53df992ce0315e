import { useState } from "preact/hooks";
import { type ConnectionDetail, changeConnection, discoverConnection } from "#contracts/connections.ts";
import { call } from "../../lib/client.ts";
import { plural } from "../../lib/format.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { toast } from "../../ui/toast.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";
import { FailureState } from "../shell/failure-state.tsx";
import { RowsSkeleton } from "../shell/list-states.tsx";
import { StreamPicker } from "./stream-picker.tsx";
import { choiceChange, chosenStreams } from "./streams.ts";

interface Props {
  connection: ConnectionDetail;
  why: string | undefined;
  onChange: () => void;
}

/** What each sync reads, and how that is changed. */
export function StreamsCard({ connection, why, onChange }: Props) {
  const [editing, setEditing] = useState(false);
  const { streams, editable } = connection;
  const readsAll = streams.length === 0;
  const off = why ?? (editable ? undefined : "They are chosen where it was set up.");
  return (
    <Card
      title="Streams"
      hint="What each sync reads"
      actions={
        !editing &&
        !readsAll && (
          <Button icon="list" why={off} onClick={() => setEditing(true)}>
            Change streams
          </Button>
        )
      }
    >
      {editing ? (
        <Chooser connection={connection} onChange={onChange} onClose={() => setEditing(false)} />
      ) : (
        <ul class="stream-list">
          {readsAll && (
            <li class="muted">{editable ? "All that the source has." : "They were chosen where it was set up."}</li>
          )}
          {streams.map(({ name, sync_mode }) => (
            <li key={name}>
              <span class="mono">{name}</span>{" "}
              <span class="muted">{sync_mode === "incremental_append" ? "what is new or changed" : "all of it"}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

interface ChooserProps extends Pick<Props, "connection" | "onChange"> {
  onClose: () => void;
}

/** Asks the platform anew, since what it has may have changed since the connection was made. */
function Chooser({ connection, onChange, onClose }: ChooserProps) {
  const params = { connection_id: connection.id };
  const before = connection.streams;
  const [loaded, reload] = useLoaded(
    (signal) => call(discoverConnection, { params, body: {}, signal }),
    `streams of ${connection.id}`,
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(before.map(({ name }) => name)));
  const { busy, problem, run } = useAction();
  const cancel = <Button onClick={onClose}>Cancel</Button>;

  if (loaded.status === "loading")
    return (
      <>
        <p class="muted" role="status">
          Asking the platform which streams there are. That can take half a minute.
        </p>
        <RowsSkeleton />
        <div class="wizard-actions">{cancel}</div>
      </>
    );
  if (loaded.status === "failed") return <FailureState problem={loaded.problem} onRetry={reload} actions={cancel} />;

  const { streams } = loaded.data;
  const { added, removed, gone } = choiceChange(streams, chosen, before);
  const wanted = chosenStreams(streams, chosen, before);
  const isSame = added.length === 0 && removed.length === 0 && gone.length === 0;
  const save = async () => {
    if (!(await run(() => call(changeConnection, { params, body: { streams: wanted } })))) return;
    toast("The next sync reads the new streams");
    onClose();
    onChange();
  };
  return (
    <div class="stream-chooser">
      <StreamPicker streams={streams} chosen={chosen} onChange={setChosen} />
      {!isSame && (
        <Banner tone="info" title="What the next sync does">
          {added.length > 0 && (
            <p>
              Reads {plural(added.length, "stream")} more, with its history: {added.join(", ")}.
            </p>
          )}
          {removed.length > 0 && (
            <p>
              No longer reads {removed.join(", ")}. What was read of {removed.length === 1 ? "it" : "them"} stays in the
              warehouse.
            </p>
          )}
          {gone.length > 0 && (
            <p>The platform has {gone.join(", ")} no more. What was read before stays in the warehouse.</p>
          )}
        </Banner>
      )}
      <ProblemBanner problem={problem} />
      <div class="wizard-actions">
        {cancel}
        <Button
          look="primary"
          busy={busy}
          why={wanted.length === 0 ? "Choose at least one stream." : isSame ? "Nothing is changed yet." : undefined}
          onClick={() => void save()}
        >
          Save streams
        </Button>
      </div>
    </div>
  );
}
