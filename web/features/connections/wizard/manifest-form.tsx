import { useState } from "preact/hooks";
import { type ConnectorForm, readManifest } from "#contracts/connectors.ts";
import { call } from "../../../lib/client.ts";
import { plural } from "../../../lib/format.ts";
import { Button } from "../../../ui/button.tsx";
import { ProblemBanner } from "../../identity/problem-banner.tsx";
import { useAction } from "../../identity/use-action.ts";
import { ConfigForm } from "../form/config-form.tsx";
import { fieldsOf, initialOf, type Values } from "../form/fields.ts";
import { manifestField } from "../form/manifest.ts";
import { ManifestInput } from "../form/manifest-input.tsx";
import { withDeclared } from "../form/use-connector-form.ts";

interface Props {
  /** The connector's own form; once the manifest is read, with the settings that it declares. */
  form: ConnectorForm;
  values: Values;
  errors: Readonly<Record<string, string>>;
  onChange: (values: Values) => void;
  /** What the manifest describes was read; null once it is changed again. */
  onRead: (read: { form: ConnectorForm; name: string | null } | null) => void;
  isRead: boolean;
}

/** The manifest first; what it declares is asked for once the server has read it. */
export function ManifestForm({ form, values, errors, onChange, onRead, isRead }: Props) {
  const { busy, problem, run } = useAction();
  const [streams, setStreams] = useState<readonly string[]>([]);
  const text = typeof values[manifestField] === "string" ? values[manifestField] : "";
  const fields = isRead ? (fieldsOf(form.schema) ?? []) : [];

  const read = () =>
    run(async () => {
      const told = await call(readManifest, { body: { manifest: text } });
      const whole = withDeclared(form, told);
      setStreams(told.streams);
      onChange({ ...initialOf(fieldsOf(whole.schema) ?? [], whole.schema), ...values });
      onRead({ form: whole, name: told.name });
    });
  const said = problem?.fields[0]?.message;

  return (
    <>
      <ManifestInput
        value={text}
        error={said ?? errors[manifestField]}
        onChange={(to) => {
          onChange({ ...values, [manifestField]: to });
          if (isRead) onRead(null);
        }}
      />
      {!said && <ProblemBanner problem={problem} />}
      {isRead ? (
        <>
          <p class="muted" role="status">
            It describes {plural(streams.length, "stream")}
            {streams.length > 0 && `: ${streams.slice(0, 8).join(", ")}${streams.length > 8 ? ", …" : ""}`}.
          </p>
          <ConfigForm fields={fields} values={values} errors={errors} onChange={onChange} />
        </>
      ) : (
        <div class="wizard-actions">
          <Button
            busy={busy}
            why={text.trim() === "" ? "Paste a manifest or choose a file first." : undefined}
            onClick={() => void read()}
          >
            Read the manifest
          </Button>
        </div>
      )}
    </>
  );
}
