import { afterEach, vi } from "vitest";
import { type ProblemKind, problemKinds } from "#contracts/problem.ts";

export interface Call {
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
}

type Answer = Response | Promise<Response>;
type Handler = (call: Call) => Answer;

afterEach(() => vi.unstubAllGlobals());

/** Stands in for the network: `"GET /api/me/": () => json(…)`. What is not listed cannot be reached. Gives the calls made. */
export function fakeApi(handlers: Record<string, Handler>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address, "http://localhost");
    const made: Call = {
      method: init.method ?? "GET",
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: typeof init.body === "string" ? JSON.parse(init.body) : undefined,
    };
    calls.push(made);
    const handler = handlers[`${made.method} ${made.path}`];
    if (!handler) throw new TypeError("Failed to fetch");
    return handler(made);
  });
  return calls;
}

export const json = (value: unknown): Response => Response.json(value);

export function problem(kind: ProblemKind, more: object = {}, headers: Record<string, string> = {}): Response {
  const { status, title } = problemKinds[kind];
  return new Response(JSON.stringify({ type: `/problems/${kind}`, title, status, request_id: "req-1", ...more }), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}
