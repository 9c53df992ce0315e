import type { z } from "zod";
import type { Clock } from "../../../clock.ts";
import { AirbyteError, kindOf } from "./airbyte-error.ts";
import { type Guard, openGuard, type Patience } from "./guard.ts";
import { ErrorBody, Token } from "./shapes.ts";

export interface AirbyteOptions {
  /** Base of the public API, without a slash at its end. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clock: Clock;
  readonly fetch?: (request: Request) => Promise<Response>;
  readonly guard?: Guard;
}

export interface Call<Answer extends z.ZodType> {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Beneath the API's base, or from the root of its host when it starts with `//`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a stream as it comes, once. */
  readonly body?: unknown;
  readonly answer: Answer;
  /** The answer is plain text: `answer` reads `{text, headers}`. */
  readonly text?: true;
  readonly patience?: Partial<Patience>;
  /** Secrets of the body, so that no error repeats what Airbyte says of them. */
  readonly hide?: readonly string[];
}

/** A token is renewed this long before it ends, or halfway when it lives shorter than twice that. */
const renewBeforeMs = 30_000;
/** Of what Airbyte says, in characters. */
const longest = 300;

export type AirbyteRequest = ReturnType<typeof openTransport>;

/** Authenticated calls to one Airbyte. Everything that goes wrong is an `AirbyteError`, whose message names no secret. */
export function openTransport(options: AirbyteOptions) {
  const {
    url,
    clientId,
    clientSecret,
    clock,
    fetch: send = (request) => fetch(request),
    guard = openGuard(),
  } = options;
  let token: { value: string; renewAt: number } | undefined;

  const target = (path: string, query: Readonly<Record<string, string>> = {}) => {
    const full = new URL(path.startsWith("//") ? new URL(path.slice(1), url).href : url + path);
    for (const [name, value] of Object.entries(query)) full.searchParams.set(name, value);
    return full;
  };

  async function exchange<Answer extends z.ZodType>(
    call: Call<Answer>,
    bearer: string | null,
  ): Promise<z.output<Answer>> {
    const what = `${call.method} ${call.path}`;
    const secrets = [clientSecret, bearer, ...(call.hide ?? [])].filter((secret) => secret !== null);
    const { headers, body } = sent(call.body);
    return guard(async (signal) => {
      const response = await send(
        new Request(target(call.path, call.query), {
          method: call.method,
          headers: {
            accept: call.text ? "text/plain" : "application/json",
            ...headers,
            ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
          },
          body,
          redirect: "manual",
          signal,
        }),
      ).catch((error: unknown) => {
        throw new AirbyteError("unreachable", `${what}: ${error instanceof Error ? error.name : "no answer"}`);
      });
      const text = await response.text().catch(() => "");
      if (!response.ok) throw failure(what, response.status, text, secrets);
      const parsed = call.answer.safeParse(
        call.text ? { text, headers: Object.fromEntries(response.headers) } : jsonOf(text),
      );
      if (parsed.success) return parsed.data;
      const fields = parsed.error.issues.map((issue) => issue.path.join(".") || "body").join(", ");
      throw new AirbyteError("unreachable", `${what}: the answer does not fit (${fields})`, response.status);
    }, call.patience);
  }

  async function bearer(): Promise<string> {
    if (token && clock() < token.renewAt) return token.value;
    const answer = await exchange(
      {
        method: "POST",
        path: "/applications/token",
        // The API's document requires one spelling and describes the other.
        body: {
          client_id: clientId,
          client_secret: clientSecret,
          grant_type: "client_credentials",
          "grant-type": "client_credentials",
        },
        answer: Token,
      },
      null,
    );
    const livesMs = answer.expires_in * 1000;
    token = { value: answer.access_token, renewAt: clock() + Math.max(livesMs - renewBeforeMs, livesMs / 2) };
    return token.value;
  }

  return async function request<Answer extends z.ZodType>(call: Call<Answer>): Promise<z.output<Answer>> {
    const used = await bearer();
    try {
      return await exchange(call, used);
    } catch (error) {
      if (!(error instanceof AirbyteError) || error.kind !== "unauthorized") throw error;
      if (token?.value === used) token = undefined;
      if (call.body instanceof ReadableStream) throw error;
      return exchange(call, await bearer());
    }
  };
}

function sent(body: unknown): { headers: Record<string, string>; body: BodyInit | null } {
  if (body === undefined) return { headers: {}, body: null };
  if (body instanceof ReadableStream) return { headers: { "content-type": "application/x-ndjson" }, body };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function jsonOf(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failure(what: string, status: number, text: string, secrets: readonly string[]): AirbyteError {
  const problem = ErrorBody.safeParse(jsonOf(text));
  const { title, detail, message } = problem.data ?? {};
  const safe = (said: string) => secrets.reduce((all, secret) => all.replaceAll(secret, "***"), said).slice(0, longest);
  const reason = safe([...new Set([title, detail ?? message])].filter(Boolean).join(": "));
  const words = safe(detail ?? message ?? title ?? "");
  const sentence = `${what} answered ${status}${reason === "" ? "" : `: ${reason}`}`;
  return new AirbyteError(kindOf(status), sentence, status, words === "" ? null : words);
}
