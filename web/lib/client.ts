import type { z } from "zod";
import type { Endpoint } from "#contracts/endpoint.ts";
import { networkError, ProblemError, problemFrom } from "./problem-error.ts";

/** A part that the endpoint does not declare may not be given. */
type Part<Name extends string, Schema extends z.ZodType> =
  unknown extends z.input<Schema> ? { [K in Name]?: never } : { [K in Name]: z.input<Schema> };

export type Request<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<"params", P> &
  Part<"query", Q> &
  Part<"body", B> & {
    signal?: AbortSignal;
    /** Of an endpoint whose body is a file. */
    file?: Blob;
  };

type Answer<O extends z.ZodType> = unknown extends z.output<O> ? undefined : z.output<O>;

let onSignedOut: (() => void) | undefined;

/** Called whenever the API says that nobody is signed in (not when a password was wrong). */
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler;
}

let onForbidden: (() => void) | undefined;

/** Called whenever the API says that the caller's role does not allow something: the page may believe otherwise. */
export function whenForbidden(handler: () => void): void {
  onForbidden = handler;
}

function fillPath(path: string, params: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>;
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

function toSearch(query: unknown): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `?${search}` : "";
}

/**
 * Calls an endpoint of the contract. Throws ProblemError; an aborted call throws the browser's AbortError.
 * `no-cache` lets the browser revalidate by ETag, so that an unchanged answer costs a 304.
 */
export async function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, O>,
  request: Request<P, Q, B>,
): Promise<Answer<O>> {
  const { params, query, body, signal, file } = request as Record<string, unknown> & {
    signal?: AbortSignal;
    file?: Blob;
  };
  const type = file ? endpoint.binary?.type : body === undefined ? undefined : "application/json";
  const init: RequestInit = {
    method: endpoint.method.toUpperCase(),
    credentials: "same-origin",
    cache: "no-cache",
    headers: { accept: "application/json", ...(type ? { "content-type": type } : {}) },
    ...(type ? { body: file ?? JSON.stringify(body) } : {}),
    ...(signal ? { signal } : {}),
  };
  const response = await fetch(fillPath(endpoint.path, params) + toSearch(query), init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw networkError();
  });
  if (!response.ok) {
    const problem = await problemFrom(response);
    if (problem.kind === "unauthenticated") onSignedOut?.();
    if (problem.kind === "forbidden") onForbidden?.();
    throw problem;
  }
  if (!endpoint.output) return undefined as Answer<O>;
  const parsed = endpoint.output.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data as Answer<O>;
  const issue = parsed.error.issues[0];
  throw new ProblemError({
    kind: "unexpected",
    status: response.status,
    title: "The server's answer is not in the agreed form",
    detail: issue && `${issue.path.join(".")}: ${issue.message}. Load the page again to get its newest version.`,
    requestId: response.headers.get("x-request-id") ?? undefined,
  });
}

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";
