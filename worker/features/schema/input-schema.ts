import { z } from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** JSON Schema of what a client may send. zod's own, which tells formats exactly (with a pattern), and what is left of text once it is trimmed. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...told } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: tellTrimmed,
  });
  return told;
}

/** Of `z.string().trim().min(1)`, a space is not one character: something visible must be in it. */
function tellTrimmed({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema }): void {
  const { def } = zodSchema._zod;
  const changes = def.checks?.some((check) => check._zod.def.check === "overwrite") ?? false;
  if (changes && jsonSchema.minLength && !jsonSchema.pattern) jsonSchema.pattern = "\\S";
}

/** The parameters of a path or query, as OpenAPI lists them. */
export function parametersOf(schema: z.ZodType | undefined, where: "path" | "query") {
  if (!schema) return [];
  const { properties = {}, required = [] } = inputSchema(schema);
  return Object.entries(properties).map(([name, told]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: told as object,
  }));
}
