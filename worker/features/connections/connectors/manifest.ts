import { LineCounter, parseDocument } from "yaml";
import { tooDeep } from "../../../http/json-depth.ts";
import { ProblemError, problem } from "../../../http/problem.ts";
import type { OfferedConnector } from "./catalog.ts";
import { isTree, type Tree } from "./paths.ts";
import { secretsOf } from "./secrets.ts";

/** The connector that reads what a manifest describes, and where in its configuration the manifest stands. */
export const manifestType = "declarative-manifest";
export const manifestField = "__injected_declarative_manifest";
/** In characters; the largest of Airbyte's own catalog have a tenth of it. */
export const longestManifest = 512 * 1024;

/** An alias of YAML may repeat what it names; so often at most. */
const mostAliases = 100;

/** YAML, of which JSON is a part. 400 names the line and what helps, at `field`. */
export function parseManifest(text: string, field: string): Tree {
  const wrong = (message: string) => problem("invalid-input", { detail: message, errors: [{ field, message }] });
  if (text.length > longestManifest)
    throw wrong(`is longer than ${longestManifest / 1024} KiB; leave out schemas and tests that are not needed`);
  const lines = new LineCounter();
  const value = dataIn(text, lines, wrong);
  if (tooDeep(new TextEncoder().encode(JSON.stringify(value) ?? ""))) throw wrong("is nested too deeply");
  if (!isTree(value))
    throw wrong("must be a mapping with type, check and streams; export the whole manifest from the builder");
  if (value.type !== undefined && value.type !== "DeclarativeSource")
    throw wrong(`type: is ${JSON.stringify(value.type)} and must be DeclarativeSource; export the whole manifest`);
  if (!isTree(value.check)) throw wrong("check: is missing; name the streams that show whether the credentials work");
  if (!Array.isArray(value.streams) || value.streams.length === 0)
    throw wrong("streams: is missing or empty; a manifest describes at least one stream");
  return value;
}

function dataIn(text: string, lines: LineCounter, wrong: (message: string) => Error): unknown {
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, logLevel: "error" });
    const [first] = document.errors;
    if (!first) return document.toJS({ maxAliasCount: mostAliases });
    const { line, col } = lines.linePos(first.pos[0]);
    throw wrong(`line ${line}, column ${col}: ${remedied(first.message, first.code)}`);
  } catch (error) {
    if (error instanceof ProblemError || !(error instanceof Error)) throw error;
    if (error instanceof RangeError) throw wrong("is nested too deeply");
    throw wrong(`${error.message}; write out what its aliases and merges repeat`);
  }
}

const remedies: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "indent with spaces, not with tabs",
  DUPLICATE_KEY: "keep one of the two",
  BAD_INDENT: "give it the indentation of its neighbours",
  MISSING_CHAR: "close what is open, or put the text between quotes",
  BAD_ALIAS: "name an anchor that stands before it",
  MULTIPLE_DOCS: "give one document; leave out what follows ---",
};

const remedied = (message: string, code: string): string =>
  `${message}; ${remedies[code] ?? "put text with special characters between quotes"}`;

/** Settings that the manifest declares, as its connector's form has them. */
function declaredBy(manifest: unknown): Tree {
  const spec = isTree(manifest) ? manifest.spec : undefined;
  const declared = isTree(spec) ? spec.connection_specification : undefined;
  return isTree(declared) ? declared : {};
}

/** The connector with the form and the secrets that a configuration's own manifest declares, and the manifest as Airbyte wants it. */
export function withManifest(
  connector: OfferedConnector,
  configuration: Tree,
): { connector: OfferedConnector; configuration: Tree } {
  if (connector.known.sourceType !== manifestType) return { connector, configuration };
  const given = configuration[manifestField];
  const manifest = typeof given === "string" ? parseManifest(given, `configuration.${manifestField}`) : given;
  const declared = declaredBy(manifest);
  const own = connector.schema ?? {};
  const schema = { ...declared, ...own, properties: { ...propertiesOf(declared), ...propertiesOf(own) } };
  const required = [...listOf(own.required), ...listOf(declared.required)];
  const isSecret = secretsOf([...(connector.told?.secretPaths ?? []), ...secretPathsOf(declared)]);
  return {
    connector: { ...connector, schema: connector.schema && { ...schema, required }, isSecret },
    configuration: manifest === undefined ? configuration : { ...configuration, [manifestField]: manifest },
  };
}

const propertiesOf = (schema: Tree): Tree => (isTree(schema.properties) ? schema.properties : {});
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Dotted, in every variant. */
function secretPathsOf(schema: unknown, path: readonly string[] = []): string[] {
  if (!isTree(schema)) return [];
  if (schema.airbyte_secret === true) return [path.join(".")];
  const inner = Object.entries(propertiesOf(schema)).flatMap(([name, child]) => secretPathsOf(child, [...path, name]));
  const branches = [schema.oneOf, schema.anyOf, schema.allOf].flatMap(listOf);
  return [...inner, ...[...branches, schema.items].flatMap((branch) => secretPathsOf(branch, path))];
}

/** What a form is made of: the manifest's own settings, its secrets, and the streams that it describes. */
export function manifestForm(manifest: Tree) {
  const declared = declaredBy(manifest);
  const { metadata } = manifest;
  const named = (stream: unknown) => (isTree(stream) && typeof stream.name === "string" ? [stream.name] : []);
  return {
    name: isTree(metadata) && typeof metadata.name === "string" ? metadata.name.slice(0, 200) : null,
    schema: { type: "object", ...declared },
    secrets: secretPathsOf(declared),
    streams: listOf(manifest.streams).flatMap(named),
  };
}
