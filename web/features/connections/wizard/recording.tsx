import { useState } from "preact/hooks";
import { uploadRecording } from "#contracts/connectors.ts";
import { type ConnectionPlatform, connectionPlatformNames, connectionPlatforms } from "#contracts/fields.ts";
import { call } from "../../../lib/client.ts";
import { plural } from "../../../lib/format.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import { ProblemBanner } from "../../identity/problem-banner.tsx";
import { useAction } from "../../identity/use-action.ts";
import type { Values } from "../form/fields.ts";

export const replayType = "replay";
const usual: ConnectionPlatform = "custom";
const platforms = connectionPlatforms.map((platform) => ({
  value: platform as string,
  label: connectionPlatformNames[platform],
}));

interface Props {
  values: Values;
  error: string | undefined;
  onChange: (values: Values) => void;
}

/** A file of recorded connector messages, uploaded at once, and whose records it has. */
export function Recording({ values, error, onChange }: Props) {
  const { busy, problem, run } = useAction();
  const [lines, setLines] = useState<number | null>(null);
  const { fileId, platform = usual } = values;
  const upload = (file: File | undefined) =>
    file &&
    run(async () => {
      const told = await call(uploadRecording, { file });
      setLines(told.lines);
      onChange({ platform, fileId: told.file_id });
    });
  const told = busy
    ? "Uploading…"
    : typeof fileId === "string"
      ? `The file is here${lines === null ? "" : `: ${plural(lines, "line")}`}.`
      : "Messages of a connector, one a line; 64 MiB at most.";
  return (
    <>
      <div class="field">
        <label class="file-line">
          Recording (JSON lines){" "}
          <input
            type="file"
            name="fileId"
            accept=".jsonl,.ndjson,application/x-ndjson"
            disabled={busy}
            onChange={(event) => void upload(event.currentTarget.files?.[0])}
          />
        </label>
        <p class={error ? "field-error" : "field-hint"} role="status">
          {error ?? told}
        </p>
        <ProblemBanner problem={problem} />
      </div>
      <SelectField
        label="Platform"
        name="platform"
        hint="Whose records it has. Its numbers stand beside that platform's own."
        value={String(platform)}
        options={platforms}
        onChange={(to) => onChange({ ...values, platform: to })}
      />
    </>
  );
}
