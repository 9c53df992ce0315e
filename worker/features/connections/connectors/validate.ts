import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import { narrow } from "./narrow.ts";
import { isTree, type Tree } from "./paths.ts";
import { type IsSecret, mask } from "./secrets.ts";

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** Keywords that only say that something within them does not fit. */
const outer = new Set([
  "properties",
  "items",
  "oneOf",
  "anyOf",
  "allOf",
  "if",
  "then",
  "else",
  "$ref",
  "additionalProperties",
]);

/**
 * What of a configuration does not fit its connector's schema; fields are dotted, beneath `configuration`. Secrets that came back masked fit.
 * No error repeats a value. A schema that cannot be read refuses nothing: the connector's own check decides.
 */
export function errorsIn(configuration: Tree, schema: Tree, isSecret: IsSecret): FieldError[] {
  const narrowed = narrow(schema, configuration) as Schema;
  let found: OutputUnit[];
  try {
    found = new Validator(narrowed, "7", false).validate(configuration).errors;
  } catch {
    return [];
  }
  const all = found
    .filter(({ keyword }) => !outer.has(keyword))
    .flatMap((error) => told(error, narrowed, configuration, isSecret));
  const errors =
    all.length > 0 ? all : found.flatMap((error) => told(error, narrowed, configuration, isSecret)).slice(-1);
  return errors.filter(({ field }, at) => errors.findIndex((each) => each.field === field) === at);
}

/** `#/a/b` of the validator. */
const stepsOf = (location: string): string[] =>
  location
    .split("/")
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));

const follow = (tree: unknown, steps: readonly string[]): unknown =>
  steps.reduce<unknown>((at, step) => (Array.isArray(at) ? at[Number(step)] : isTree(at) ? at[step] : undefined), tree);

function told(error: OutputUnit, schema: unknown, configuration: Tree, isSecret: IsSecret): FieldError[] {
  const steps = stepsOf(error.instanceLocation);
  const value = follow(configuration, steps);
  if (value === mask && isSecret(steps.filter((step) => !/^\d+$/.test(step)).join("."))) return [];
  const keywordSteps = stepsOf(error.keywordLocation);
  const holder = follow(schema, keywordSteps.slice(0, -1));
  const limit = isTree(holder) ? holder[error.keyword] : undefined;
  const field = (...more: string[]) => ["configuration", ...steps, ...more].join(".");
  if (error.keyword === "required" && Array.isArray(limit)) {
    const missing = (limit as string[]).filter((name) => !isTree(value) || value[name] === undefined);
    return missing.map((name) => ({ field: field(name), message: "is required" }));
  }
  return [{ field: field(), message: messageOf(error.keyword, limit, isTree(holder) ? holder : {}) }];
}

function messageOf(keyword: string, limit: unknown, { pattern_descriptor: described, examples }: Tree): string {
  const [example] = Array.isArray(examples) ? (examples as unknown[]) : [];
  const such = typeof example === "string" && example.length < 80 ? `, such as ${example}` : "";
  switch (keyword) {
    case "type":
      return `must be of type ${[limit].flat().join(" or ")}`;
    case "pattern":
      return typeof described === "string" ? `must look like ${described}` : `must match ${String(limit)}${such}`;
    case "format":
      return `must be a ${String(limit)}${such}`;
    case "enum":
      return `must be one of ${(limit as unknown[]).join(", ")}`;
    case "const":
      return `must be ${String(limit)}`;
    case "minimum":
    case "exclusiveMinimum":
      return `must be ${String(limit)} or more`;
    case "maximum":
    case "exclusiveMaximum":
      return `must be ${String(limit)} or less`;
    case "minLength":
    case "minItems":
      return `must have ${String(limit)} or more`;
    case "maxLength":
    case "maxItems":
      return `must have ${String(limit)} or fewer`;
    case "false":
      return "is not known to this connector; leave it out";
    case "oneOf":
      return "fits none of the ways that the connector offers; choose one and fill in all of its fields";
    default:
      return "does not fit the connector's form";
  }
}
