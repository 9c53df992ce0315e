import { useState } from "preact/hooks";
import { type ConnectionDetail, changeConnection } from "#contracts/connections.ts";
import { listConnectors } from "#contracts/connectors.ts";
import { call } from "../../lib/client.ts";
import { asProblem } from "../../lib/problem-error.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";
import { RowsSkeleton } from "../shell/list-states.tsx";
import { blame } from "./form/blame.ts";
import { ConfigForm } from "./form/config-form.tsx";
import { errorsOf, type FormField, fieldsOf, type Values } from "./form/fields.ts";

interface Props {
  connection: ConnectionDetail;
  onChange: () => void;
  onClose: () => void;
}

/** The connector's form with what is stored in it; a secret left as it reads stays as it is. */
export function CredentialsForm(props: Props) {
  const [loaded, reload] = useLoaded((signal) => call(listConnectors, { signal }), props.connection.id);
  if (loaded.status === "loading") return <RowsSkeleton />;
  if (loaded.status === "failed")
    return (
      <>
        <ProblemBanner problem={loaded.problem} />
        <p class="card-foot">
          <Button icon="refresh" onClick={reload}>
            Try again
          </Button>
        </p>
      </>
    );
  const { source_type } = props.connection;
  const connector = loaded.data.connectors.find((each) => each.source_type === source_type);
  const fields = fieldsOf(connector?.schema);
  return fields ? (
    <Form {...props} fields={fields} />
  ) : (
    <p>The connector does not tell its form now. Try again later.</p>
  );
}

function Form({ connection, onChange, onClose, fields }: Props & { fields: readonly FormField[] }) {
  const [values, setValues] = useState<Values>(connection.configuration ?? {});
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
