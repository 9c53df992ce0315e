import type { HonoRequest } from "hono";
import type { z } from "zod";
import type { Endpoint } from "#contracts/endpoint.ts";
import { tooDeep } from "./json-depth.ts";
import { problem } from "./problem.ts";
import { tooLarge, type Upload, uploadOf } from "./upload.ts";

const maxJsonBytes = 1024 * 1024;
/** Of bodies of strangers: they sign in or use a link, which needs little. */
const maxPublicBytes = 16 * 1024;

export interface ParsedInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly bytes: Uint8Array;
  readonly upload: Upload | null;
}

/** Parses what came by the endpoint's schemas; anything that does not fit is a 400 that names the field. */
export async function readInput(endpoint: Endpoint, request: HonoRequest): Promise<ParsedInput> {
  const params = endpoint.params ? parse(endpoint.params, request.param(), "path") : undefined;
  const query = endpoint.query ? parse(endpoint.query, flat(request.queries()), "query") : undefined;
  const none = { body: undefined, bytes: new Uint8Array(), upload: null };
  if (endpoint.binary) {
    const { maxBytes, streamed } = endpoint.binary;
    refuseUnreadable(request.raw, maxBytes);
    if (streamed) return { ...none, params, query, upload: uploadOf(request.raw, maxBytes) };
    return { ...none, params, query, bytes: await readBytes(request.raw, maxBytes) };
  }
  const body = endpoint.body ? parse(endpoint.body, await readJson(request.raw, mostOf(endpoint)), "body") : undefined;
  return { ...none, params, query, body };
}

const mostOf = ({ maxBytes, access }: Endpoint) => maxBytes ?? (access === "public" ? maxPublicBytes : maxJsonBytes);

/** A parameter that came twice stays a list, which no schema takes, so that it is refused and not half-read. */
function flat(queries: Record<string, string[]>): Record<string, string | string[] | undefined> {
  return Object.fromEntries(Object.entries(queries).map(([name, all]) => [name, all.length === 1 ? all[0] : all]));
}

function parse(schema: z.ZodType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => fieldErrors(issue, where));
  throw problem("invalid-input", { detail: errors.map((e) => `${e.field}: ${e.message}`).join("; "), errors });
}

function fieldErrors(issue: z.core.$ZodIssue, where: string): { field: string; message: string }[] {
  const field = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: field ? `${field}.${key}` : key,
      message: `is not known here; leave it out of the ${where}`,
    }));
  }
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) {
    return [{ field: field || where, message: `is required (${issue.expected})` }];
  }
  return [{ field: field || where, message: issue.message }];
}

async function readJson(request: Request, max: number): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
    throw badBody("must be JSON, sent with content-type: application/json");
  refuseUnreadable(request, max);
  const bytes = await readBytes(request, max);
  if (tooDeep(bytes)) throw badBody("is nested too deeply");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw badBody("is not well-formed JSON in UTF-8");
  }
}

function badBody(message: string) {
  return problem("invalid-input", { detail: `body: ${message}`, errors: [{ field: "body", message }] });
}

/** By what its headers say, before any of it is read. */
function refuseUnreadable({ headers }: Request, max: number): void {
  if (headers.has("content-encoding")) throw badBody("must be sent as it is: leave content-encoding out");
  if (Number(headers.get("content-length") ?? 0) > max) throw tooLarge(max);
}

/** Stops reading at the limit, whatever content-length said. */
async function readBytes(request: Request, max: number): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    length += chunk.byteLength;
    if (length > max) throw tooLarge(max);
    chunks.push(chunk);
  }
  const [first] = chunks;
  if (chunks.length === 1 && first) return first;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
