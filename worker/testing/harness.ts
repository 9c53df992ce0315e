import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import type { Clock } from "../clock.ts";
import type { Airbyte } from "../features/connections/airbyte/airbyte.ts";
import { createApp } from "../http/app.ts";
import type { Route } from "../http/route.ts";
import { createLog } from "../log.ts";
import { routes } from "../routes.ts";
import { openServices } from "../services.ts";
import { type TestEnv, testEnv } from "./environment.ts";

export const origin = "https://app.test";

export interface TestApp {
  readonly env: TestEnv;
  readonly services: ReturnType<typeof openServices>;
  readonly clock: Clock;
  /** Moves the app's clock on. */
  pass(milliseconds: number): void;
  /** What the app logged so far, parsed. */
  readonly logged: Record<string, unknown>[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  send(method: string, path: string, body: unknown, headers?: HeadersInit): Promise<Response>;
}

interface Options {
  readonly env?: Partial<TestEnv>;
  readonly routes?: readonly Route[];
  /** In place of the one that the environment names. */
  readonly airbyte?: (clock: Clock) => Airbyte;
}

/**
 * Takes messages and hands them to nobody. The queue of the test's workerd would try what fails again after its file has ended, and hang the
 * run; jobs are tested by themselves and with `FakeQueue`, the real queue in the suites of the whole app.
 */
const deafQueue = { send: async () => {}, sendBatch: async () => {} } as unknown as Queue<unknown>;

/** The whole app over the real D1, KV and Durable Objects of the test's workerd, with a clock that tests move. */
export function startApp(options: Options = {}): TestApp {
  const env = { ...testEnv, JOBS: deafQueue, ...options.env };
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const logged: Record<string, unknown>[] = [];
  const log = createLog({}, (line) => logged.push(JSON.parse(line)));
  const opened = openServices(env, clock, log);
  const services = options.airbyte ? { ...opened, airbyte: options.airbyte(clock) } : opened;
  const app = createApp(services, options.routes ?? routes);

  // Of its own, so that no limit by address comes in between; a request may name another.
  const address = ownAddress();
  const fetch = async (path: string, init: RequestInit = {}) => {
    const ctx = createExecutionContext();
    const request = new Request(new URL(path, origin), init);
    if (!request.headers.has("cf-connecting-ip")) request.headers.set("cf-connecting-ip", address);
    const response = await app.fetch(request, env, ctx);
    await waitOnExecutionContext(ctx);
    return response;
  };

  return {
    env,
    services,
    clock,
    logged,
    fetch,
    pass: (milliseconds) => {
      ahead += milliseconds;
    },
    send: (method, path, body, headers = {}) => {
      const all = new Headers(headers);
      all.set("content-type", "application/json");
      return fetch(path, { method, headers: all, body: JSON.stringify(body) });
    },
  };
}

const boundless = 1_000_000;
/** For `env`, where one test sends more than the limits let through. */
export const unlimited = {
  RATE_LIMITS: JSON.stringify({ ip: boundless, auth: boundless, user: boundless, key: boundless, tenant: boundless }),
};

/** A random IPv6 network of the range that is kept for documentation. */
export function ownAddress(): string {
  const [high, low] = crypto.getRandomValues(new Uint16Array(2));
  return `2001:db8:${high!.toString(16)}:${low!.toString(16)}::1`;
}

/** The Cookie header that a browser would send after these answers. */
export function cookieOf(...responses: Response[]): string {
  const jar = new Map<string, string>();
  for (const response of responses) {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}
