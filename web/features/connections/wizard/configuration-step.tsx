import { useState } from "preact/hooks";
import { checkConfiguration, discoverStreams, uploadRecording } from "#contracts/connectors.ts";
import { call } from "../../../lib/client.ts";
import type { ProblemError } from "../../../lib/problem-error.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { ProblemBanner } from "../../identity/problem-banner.tsx";
import { useAction } from "../../identity/use-action.ts";
import { blame } from "../form/blame.ts";
import { ConfigForm } from "../form/config-form.tsx";
import { errorsOf, fieldsOf } from "../form/fields.ts";
import { JsonField } from "../form/json-field.tsx";
import type { StepProps } from "./connect.page.tsx";
import { recommended } from "./steps.ts";

const replay = "replay";

/** The connector's own settings, checked at the platform before the next step. */
export function ConfigurationStep({ draft, change, go }: StepProps) {
  const connector = draft.connector!;
  const fields = fieldsOf(connector.schema);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [refused, setRefused] = useState<string | null>(null);
  const { busy, problem, run } = useAction();

  const check = async () => {
    setRefused(null);
    const found = fields ? errorsOf(fields, draft.values) : {};
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const request = {
      params: { source_type: connector.source_type },
      body: { configuration: { ...draft.values } },
    };
    await run(async () => {
      const checked = await call(checkConfiguration, request);
      if (!checked.ok) {
        const said = checked.message ?? "The platform refuses these credentials.";
        setErrors(fields ? blame(fields, draft.values, said) : {});
        return setRefused(said);
      }
      if (connector.source_type === replay) {
        change({ streams: [], chosen: new Set() });
        return go("schedule");
      }
      const { streams } = await call(discoverStreams, request);
      change({ streams, chosen: recommended(streams) });
      go("streams");
    });
  };
  const told = { ...errors, ...fieldsIn(problem) };

  return (
    <Card
      title={connector.name}
      hint={connector.documentation_url && <Documentation url={connector.documentation_url} />}
    >
      <form
        class="config-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void check();
        }}
      >
        {connector.source_type === replay ? (
          <Recording
            onUploaded={(fileId) => change({ values: { fileId } })}
            fileId={draft.values.fileId}
            error={errors.fileId}
          />
        ) : fields ? (
          <ConfigForm fields={fields} values={draft.values} errors={told} onChange={(values) => change({ values })} />
        ) : (
          <JsonField
            label="Configuration"
            name="configuration"
            hint="As JSON, as the connector's documentation says"
            error={undefined}
            plain={false}
            value={draft.values}
            onChange={(values) => change({ values: (values ?? {}) as Draft["values"] })}
          />
        )}
        {refused && Object.keys(told).length === 0 && (
          <Banner tone="bad" title="The credentials do not work">
            <p>{refused}</p>
          </Banner>
        )}
        <ProblemBanner problem={problem} />
        <div class="wizard-actions">
          <Button onClick={() => go("connector")}>Back</Button>
          <Button look="primary" type="submit" busy={busy}>
            {busy ? "Checking…" : "Check and go on"}
          </Button>
        </div>
      </form>
    </Card>
  );
}

type Draft = StepProps["draft"];

/** What the server says of single fields, by dotted path without the part of the body they stand in. */
function fieldsIn(problem: ProblemError | null): Readonly<Record<string, string>> {
  const named = (problem?.fields ?? []).map(({ field, message }) => [field.replace(/^configuration\./, ""), message]);
  return Object.fromEntries(named);
}

function Documentation({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      How to get these credentials
    </a>
  );
}

interface RecordingProps {
  fileId: unknown;
  error: string | undefined;
  onUploaded: (fileId: string) => void;
}

/** A file of recorded connector messages, uploaded at once. */
function Recording({ fileId, error, onUploaded }: RecordingProps) {
  const { busy, problem, run } = useAction();
  const upload = (file: File | undefined) =>
    file && run(async () => onUploaded((await call(uploadRecording, { file })).file_id));
  return (
    <div class="field">
      <label>
        Recording (JSON lines)
        <input
          type="file"
          name="fileId"
          accept=".jsonl,.ndjson,application/x-ndjson"
          disabled={busy}
          onChange={(event) => void upload(event.currentTarget.files?.[0])}
        />
      </label>
      <p class={error ? "field-error" : "field-hint"} role="status">
        {error ??
          (busy
            ? "Uploading…"
            : typeof fileId === "string"
              ? "The file is here."
              : "Messages of a connector, one a line.")}
      </p>
      <ProblemBanner problem={problem} />
    </div>
  );
}
