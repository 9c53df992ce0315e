import { type FormField, type Values, variantAt } from "./fields.ts";

/** Ties a connector's message to the field that it names, the longest name first; empty when it names none. */
export function blame(fields: readonly FormField[], values: Values, message: string): Readonly<Record<string, string>> {
  const said = ` ${inWords(message)} `;
  const named = leaves(fields, values, "")
    .flatMap(({ path, names }) => names.map((name) => ({ path, name: inWords(name) })))
    .filter(({ name }) => name.length > 3 && said.includes(` ${name} `))
    .sort((a, b) => b.name.length - a.name.length)[0];
  return named ? { [named.path]: message } : {};
}

const inWords = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();

function leaves(fields: readonly FormField[], values: Values, before: string): { path: string; names: string[] }[] {
  return fields.flatMap((field) => {
    const path = before + field.name;
    const inner = (values[field.name] ?? {}) as Values;
    if (field.kind === "fixed") return [];
    if (field.kind === "group") return leaves(field.fields, inner, `${path}.`);
    if (field.kind === "variants")
      return leaves(field.variants[variantAt(field.variants, inner)]?.fields ?? [], inner, `${path}.`);
    return [{ path, names: [field.name, field.title] }];
  });
}
