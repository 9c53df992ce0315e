import { Capability, capabilitiesOf, capabilityNames, grantsOf, Role } from "#contracts/capabilities.ts";
import type { Endpoint } from "#contracts/endpoint.ts";
import { endpoints } from "#contracts/index.ts";

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const code = (text: string) => `\`${text}\``;

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => "---")), ...body.map(row)].join("\n");
}

const rolesByCapability = () =>
  table(
    ["capability", "lets one", ...Role.options.map(code)],
    Capability.options.map((capability) => [
      code(capability),
      capabilityNames[capability],
      ...Role.options.map((role) => (capabilitiesOf[role].includes(capability) ? "✓" : "")),
    ]),
  );

const grantsByRole = () =>
  table(
    ["role", "may give, change and take away"],
    Role.options.map((role) => [code(role), grantsOf[role].map(code).join(", ") || "nothing"]),
  );

function endpointsByAccess(): string {
  const all: readonly Endpoint[] = Object.values(endpoints);
  return table(
    ["needs", "endpoint", "what it does"],
    [...Map.groupBy(all, ({ access }) => access)].flatMap(([access, those]) =>
      those.map(({ method, path, summary }) => [
        code(access),
        code(`${method.toUpperCase()} ${path}`),
        summary.replaceAll("|", "\\|"),
      ]),
    ),
  );
}

const tables: Readonly<Record<string, () => string>> = {
  capabilities: rolesByCapability,
  grants: grantsByRole,
  endpoints: endpointsByAccess,
};

/** The document with each table between its markers made anew. Throws when a marker is missing. */
export function withTables(document: string): string {
  return Object.entries(tables).reduce((text, [name, make]) => {
    const [begin, end] = [`<!-- ${name}: made by npm run check -- --fix -->`, `<!-- end of ${name} -->`];
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from === -1 || to < from) throw new Error(`The markers of the table "${name}" are missing: ${begin} … ${end}`);
    return `${text.slice(0, from + begin.length)}\n\n${make()}\n\n${text.slice(to)}`;
  }, document);
}
