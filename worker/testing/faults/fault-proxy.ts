import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Action, Rule, Rules } from "./rules.ts";

export interface FaultProxy {
  readonly url: string;
  close(): Promise<void>;
}

interface Passed {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Tells a proxy what to do: `POST` adds rules, `DELETE` removes all, `GET` says how often one struck since then. */
const CONTROL = "/-/rules";

/**
 * Stands on loopback before the server at `target()` and passes requests on as they are, except where a rule says otherwise. Answers are held
 * until they are whole: what comes through here is small.
 */
export async function startFaultProxy(target: () => string, port = 0): Promise<FaultProxy> {
  const rules = new Rules();
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    if (request.url === CONTROL) return control(rules, request.method, body.toString(), response);
    const { method = "GET", url: path = "/" } = request;
    const pass = () => forward(target(), { method, path, headers: request.headers, body });
    const action = rules.strike({ method, path, body: body.toString() });
    await act(action, pass, response);
  }

  await listening(server, port);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => closed(server) };
}

async function act(action: Action | undefined, pass: () => Promise<Passed>, response: ServerResponse): Promise<void> {
  switch (action?.kind) {
    case "answer":
      response.writeHead(action.status, { "content-type": "application/json", ...action.headers }).end(action.body);
      return;
    case "drop":
      response.destroy();
      return;
    case "delay":
      await sleep(action.milliseconds);
      return give(response, await pass());
    case "break":
      return breakOff(response, await pass(), action.afterBytes);
    case "truncate": {
      const passed = await pass();
      return give(response, { ...passed, body: passed.body.subarray(0, action.bytes) });
    }
    case "duplicate":
      await pass();
      return give(response, await pass());
    case "rewrite": {
      const passed = await pass();
      const text = passed.body.toString().replace(new RegExp(action.pattern, "g"), action.to);
      return give(response, { ...passed, body: Buffer.from(text) });
    }
    default:
      return give(response, await pass());
  }
}

/** Of the connection, not of the message, or no longer true of it once it was read. */
const dropped = [
  "connection",
  "content-encoding",
  "content-length",
  "host",
  "keep-alive",
  "transfer-encoding",
  "expect",
];

async function forward(
  target: string,
  { method, path, headers, body }: { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer },
): Promise<Passed> {
  const onward = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !dropped.includes(name)) onward.set(name, String(value));
  onward.set("accept-encoding", "identity");
  const answer = await fetch(target + path, {
    method,
    headers: onward,
    redirect: "manual",
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}

const kept = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => !dropped.includes(name)));

function give(response: ServerResponse, { status, headers, body }: Passed): void {
  const bare = status === 204 || status === 304;
  response.writeHead(status, { ...kept(headers), ...(!bare && { "content-length": body.length }) }).end(body);
}

function breakOff(response: ServerResponse, { status, headers, body }: Passed, afterBytes: number): void {
  response.writeHead(status, { ...kept(headers), "content-length": body.length });
  response.write(body.subarray(0, afterBytes), () => response.destroy());
}

function control(rules: Rules, method: string | undefined, body: string, response: ServerResponse): void {
  if (method === "POST") {
    const given = z.array(Rule).safeParse(JSON.parse(body));
    if (!given.success) {
      response.writeHead(400).end(z.prettifyError(given.error));
      return;
    }
    rules.add(given.data);
  }
  if (method === "DELETE") rules.clear();
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ struck: rules.struck }));
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** How tests in another process tell the proxy at `url` what to do. */
export function controlOf(url: string) {
  const ask = async (method: string, body?: unknown): Promise<number> => {
    const answer = await fetch(url + CONTROL, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`The fault proxy refused: ${said}`);
    return z.object({ struck: z.number() }).parse(JSON.parse(said)).struck;
  };
  return {
    add: (...rules: readonly Rule[]) => ask("POST", rules),
    clear: () => ask("DELETE"),
    struck: () => ask("GET"),
  };
}
