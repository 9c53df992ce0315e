import { useState } from "preact/hooks";
import { type ConnectorForm, checkConfiguration, discoverStreams } from "#contracts/connectors.ts";
import { call } from "../../../lib/client.ts";
import type { ProblemError } from "../../../lib/problem-error.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { ProblemBanner } from "../../identity/problem-banner.tsx";
import { useAction } from "../../identity/use-action.ts";
import { blame } from "../form/blame.ts";
import { ConfigForm } from "../form/config-form.tsx";
import { errorsOf, fieldsOf, initialOf, type Values } from "../form/fields.ts";
import { FormStates } from "../form/form-states.tsx";
import { JsonField } from "../form/json-field.tsx";
import { manifestType } from "../form/manifest.ts";
import { useConnectorForm } from "../form/use-connector-form.ts";
import { recommended } from "../streams.ts";
import type { StepProps } from "./connect.page.tsx";
import { ManifestForm } from "./manifest-form.tsx";
import { Recording, replayType } from "./recording.tsx";

/** The connector's own settings, checked at the platform before the next step. It is installed first where it is not there. */
export function ConfigurationStep(props: StepProps) {
  const connector = props.draft.connector!;
  const [state, retry] = useConnectorForm(connector.source_type);
  const back = <Button onClick={() => props.go("connector")}>Back</Button>;
  return (
    <Card
      title={connector.name}
      hint={connector.documentation_url && <Documentation url={connector.documentation_url} />}
    >
      <FormStates state={state} retry={retry} actions={back}>
        {(form) => <Settings {...props} own={form} />}
      </FormStates>
      {(state.status === "loading" || state.status === "installing") && <div class="wizard-actions">{back}</div>}
    </Card>
  );
}

function Settings({ draft, change, go, own }: StepProps & { own: ConnectorForm }) {
  const { source_type } = own;
  const form = draft.declared ?? own;
  const isManifest = source_type === manifestType;
  const fields = fieldsOf(form.schema);
  const values: Values = draft.values ?? (isManifest ? {} : initialOf(fields ?? [], form.schema));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [refused, setRefused] = useState<string | null>(null);
  const { busy, problem, run } = useAction();
  const set = (to: Values) => change({ values: to });

  const check = async () => {
    setRefused(null);
    const found = fields ? errorsOf(fields, values) : {};
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const request = { params: { source_type }, body: { configuration: { ...values } } };
    await run(async () => {
      const checked = await call(checkConfiguration, request);
      if (!checked.ok) {
        const said = checked.message ?? "The platform refuses these credentials.";
        setErrors(fields ? blame(fields, values, said) : {});
        return setRefused(said);
      }
      if (source_type === replayType) {
        change({ values, streams: [], chosen: new Set() });
        return go("schedule");
      }
      const { streams } = await call(discoverStreams, request);
      change({ values, streams, chosen: recommended(streams) });
      go("streams");
    });
  };
  const told = { ...errors, ...fieldsIn(problem) };
  const why = isManifest && !draft.declared ? "Read the manifest first." : undefined;

  return (
    <form
      class="config-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!why) void check();
      }}
    >
      {source_type === replayType ? (
        <Recording values={values} error={errors.fileId} onChange={set} />
      ) : isManifest ? (
        <ManifestForm
          form={form}
          values={values}
          errors={told}
          isRead={draft.declared !== null}
          onChange={set}
          onRead={(read) => change({ declared: read?.form ?? null, ...(read?.name && { name: read.name }) })}
        />
      ) : fields ? (
        <ConfigForm fields={fields} values={values} errors={told} onChange={set} />
      ) : (
        <JsonField
          label="Configuration"
          name="configuration"
          hint="As JSON, as the connector's documentation says"
          error={undefined}
          plain={false}
          value={values}
          onChange={(to) => set((to ?? {}) as Values)}
        />
      )}
      {refused && Object.keys(told).length === 0 && (
        <Banner tone="bad" title="The credentials do not work">
          <p>{refused}</p>
        </Banner>
      )}
      <ProblemBanner problem={problem} />
      {busy && (
        <p class="muted" role="status">
          The connector asks the platform. That can take half a minute.
        </p>
      )}
      <div class="wizard-actions">
        <Button onClick={() => go("connector")}>Back</Button>
        <Button look="primary" type="submit" busy={busy} why={why}>
          {busy ? "Checking…" : "Check and go on"}
        </Button>
      </div>
    </form>
  );
}

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
