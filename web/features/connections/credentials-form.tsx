import { useState } from "preact/hooks";
import { type ConnectionDetail, changeConnection } from "#contracts/connections.ts";
import { call } from "../../lib/client.ts";
import { asProblem } from "../../lib/problem-error.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";
import { blame } from "./form/blame.ts";
import { ConfigForm } from "./form/config-form.tsx";
import { errorsOf, type FormField, fieldsOf, type Values } from "./form/fields.ts";
import { FormStates } from "./form/form-states.tsx";
import { manifestField, manifestType } from "./form/manifest.ts";
import { ManifestInput } from "./form/manifest-input.tsx";
import { useConnectorForm } from "./form/use-connector-form.ts";

interface Props {
  connection: ConnectionDetail;
  onChange: () => void;
  onClose: () => void;
}

/** The connector's form with what is stored in it; a secret left as it reads stays as it is. */
export function CredentialsForm(props: Props) {
  const { source_type, configuration } = props.connection;
  const manifest = source_type === manifestType ? configuration?.[manifestField] : undefined;
  const [state, retry] = useConnectorForm(source_type ?? "", manifest);
  return (
    <FormStates state={state} retry={retry} actions={<Button onClick={props.onClose}>Cancel</Button>}>
      {(form) => {
        const fields = fieldsOf(form.schema);
        return fields ? (
          <Form {...props} fields={fields} hasManifest={manifest !== undefined} />
        ) : (
          <p>This Airbyte tells no form. Change the credentials there.</p>
        );
      }}
    </FormStates>
  );
}

interface FormProps extends Props {
  fields: readonly FormField[];
  hasManifest: boolean;
}

function Form({ connection, onChange, onClose, fields, hasManifest }: FormProps) {
  const [values, setValues] = useState<Values>(connection.configuration ?? {});
  const manifest = values[manifestField];
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const { busy, problem, run } = useAction();

  const save = async () => {
    const found = errorsOf(fields, values);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const saved = await run(async () => {
      const request = { params: { connection_id: connection.id }, body: { configuration: { ...values } } };
      await call(changeConnection, request).catch((error: unknown) => {
        const { message, detail } = asProblem(error);
        setErrors(blame(fields, values, detail ?? message));
        throw error;
      });
    });
    if (!saved) return;
    toast("The new settings work and are kept");
    onClose();
    onChange();
  };

  return (
    <form
      class="config-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {hasManifest && (
        <ManifestInput
          value={typeof manifest === "string" ? manifest : JSON.stringify(manifest, null, 2)}
          error={problem?.fields.find(({ field }) => field.endsWith(manifestField))?.message}
          onChange={(text) => setValues({ ...values, [manifestField]: text })}
        />
      )}
      <ConfigForm fields={fields} values={values} errors={errors} onChange={setValues} />
      <ProblemBanner problem={problem} />
      <div class="wizard-actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" busy={busy}>
          {busy ? "Checking…" : "Check and save"}
        </Button>
      </div>
    </form>
  );
}
