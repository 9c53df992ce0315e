import { useId } from "preact/hooks";
import { CheckMenu } from "../../../ui/check-menu.tsx";
import { Field } from "../../../ui/field.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { type FormField, initialOf, type Values, type Variant, variantAt } from "./fields.ts";
import { JsonField } from "./json-field.tsx";
import { ListField } from "./list-field.tsx";

interface Props {
  fields: readonly FormField[];
  values: Values;
  /** By dotted path. */
  errors: Readonly<Record<string, string>>;
  onChange: (values: Values) => void;
  path?: string;
}

/** A form made of a connector's own spec. What need not be given is folded away. */
export function ConfigForm({ fields, values, errors, onChange, path = "" }: Props) {
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = values;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  const shown = (field: FormField) => (
    <OneField
      key={field.name}
      field={field}
      value={values[field.name]}
      path={path + field.name}
      errors={errors}
      onChange={(value) => set(field.name, value)}
    />
  );
  const needed = fields.filter((field) => field.required && field.kind !== "fixed");
  const optional = fields.filter((field) => !field.required && field.kind !== "fixed");
  const wrong = optional.some(({ name }) => Object.keys(errors).some((at) => at.startsWith(path + name)));
  return (
    <div class="config-form">
      {needed.map(shown)}
      {optional.length > 0 && (
        <details open={wrong || needed.length === 0}>
          <summary>{needed.length === 0 ? "Settings" : "More settings"}</summary>
          <div class="config-form">{optional.map(shown)}</div>
        </details>
      )}
    </div>
  );
}

interface OneProps {
  field: FormField;
  value: unknown;
  path: string;
  errors: Readonly<Record<string, string>>;
  onChange: (value: unknown) => void;
}

function OneField({ field, value, path, errors, onChange }: OneProps) {
  const error = errors[path];
  const text = typeof value === "string" ? value : value === undefined ? "" : String(value);
  const hint = field.description ?? undefined;
  const common = { label: field.title, name: path, error, ...(hint ? { hint } : {}) };
  const fill = (to: string) => onChange(to === "" ? undefined : to);

  if (field.kind === "secret")
    return (
      <Field
        {...common}
        type="password"
        autocomplete="new-password"
        value={text}
        onInput={(event) => fill(event.currentTarget.value)}
      />
    );
  if (field.kind === "boolean") return <CheckField {...common} checked={value === true} onChange={onChange} />;
  if (field.kind === "choice") {
    const options = field.options.map((option) => ({ value: option, label: option }));
    const none = field.required && value !== undefined ? [] : [{ value: "", label: "–" }];
    return <SelectField {...common} value={text} options={[...none, ...options]} onChange={fill} />;
  }
  if (field.kind === "number")
    return (
      <Field
        {...common}
        type="number"
        step={field.whole ? 1 : "any"}
        value={text}
        onInput={(event) => onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.valueAsNumber)}
      />
    );
  if (field.kind === "date") {
    const toValue = (day: string) => (day === "" ? undefined : field.withTime ? `${day}T00:00:00Z` : day);
    return (
      <Field
        {...common}
        type="date"
        value={text.slice(0, 10)}
        onInput={(event) => onChange(toValue(event.currentTarget.value))}
      />
    );
  }
  if (field.kind === "list")
    return (
      <ListField {...common} values={Array.isArray(value) ? value : []} numbers={field.numbers} onChange={onChange} />
    );
  if (field.kind === "many")
    return (
      <fieldset class="field config-many">
        <legend>{field.title}</legend>
        <CheckMenu
          label={field.title}
          all="None chosen"
          options={field.options.map((option) => ({ value: option, label: option }))}
          chosen={Array.isArray(value) ? value.map(String) : []}
          onChange={(chosen) => onChange(chosen.length === 0 ? undefined : chosen)}
        />
        {(error ?? hint) && <p class={error ? "field-error" : "field-hint"}>{error ?? hint}</p>}
      </fieldset>
    );
  if (field.kind === "json" || field.kind === "multiline")
    return <JsonField {...common} value={value} plain={field.kind === "multiline"} onChange={onChange} />;
  if (field.kind === "group")
    return (
      <fieldset class="config-group">
        <legend>{field.title}</legend>
        <ConfigForm
          fields={field.fields}
          values={(value ?? {}) as Values}
          errors={errors}
          path={`${path}.`}
          onChange={onChange}
        />
      </fieldset>
    );
  if (field.kind === "variants")
    return (
      <Variants
        title={field.title}
        required={field.required}
        variants={field.variants}
        value={value}
        path={path}
        errors={errors}
        onChange={onChange}
      />
    );
  if (field.kind === "fixed") return null;
  return <Field {...common} value={text} autocomplete="off" onInput={(event) => fill(event.currentTarget.value)} />;
}

interface VariantsProps extends Omit<OneProps, "field"> {
  title: string;
  required: boolean;
  variants: readonly Variant[];
}

function Variants({ title, required, variants, value, path, errors, onChange }: VariantsProps) {
  const at = variantAt(variants, value);
  const chosen = variants[at];
  const options = variants.map((variant, index) => ({ value: String(index), label: variant.title }));
  return (
    <fieldset class="config-group">
      <legend>{title}</legend>
      <SelectField
        label="Kind"
        name={path}
        value={at === -1 ? "" : String(at)}
        options={required ? options : [{ value: "", label: "None" }, ...options]}
        error={at === -1 ? errors[path] : undefined}
        hint={chosen?.description ?? undefined}
        onChange={(to) => onChange(to === "" ? undefined : initialOf(variants[Number(to)]!.fields, undefined))}
      />
      {chosen && (
        <ConfigForm
          fields={chosen.fields}
          values={(value ?? {}) as Values}
          errors={errors}
          path={`${path}.`}
          onChange={onChange}
        />
      )}
    </fieldset>
  );
}

interface CheckProps {
  label: string;
  name: string;
  hint?: string;
  error: string | undefined;
  checked: boolean;
  onChange: (value: boolean) => void;
}

function CheckField({ label, name, hint, error, checked, onChange }: CheckProps) {
  const id = useId();
  return (
    <div class="field">
      <label class="check-line">
        <input
          type="checkbox"
          name={name}
          checked={checked}
          aria-describedby={id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {label}
      </label>
      <p id={id} class={error ? "field-error" : "field-hint"}>
        {error ?? hint}
      </p>
    </div>
  );
}
