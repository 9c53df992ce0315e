import type { z } from "zod";
import type { Endpoint } from "#contracts/endpoint.ts";

interface Call {
  readonly token?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

/** Calls an endpoint of the Worker by its contract. Throws with its name, the status and what the answer said. */
export async function callEndpoint<Output extends z.ZodType>(
  url: string,
  endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, Output>,
  { token, params = {}, query = {}, body, timeoutMs = 30_000 }: Call,
): Promise<z.output<Output>> {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name]!));
  const response = await fetch(`${url}${path}?${new URLSearchParams(query)}`, {
    method: endpoint.method.toUpperCase(),
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${endpoint.name} answered ${response.status}: ${text.slice(0, 600)}`);
  return endpoint.output!.parse(JSON.parse(text));
}
