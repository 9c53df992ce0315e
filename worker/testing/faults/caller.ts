import { z } from "zod";

/** An access token lives for five minutes. */
const renewAfterMs = 240_000;

export interface Caller {
  ask<Answer extends z.ZodType>(
    method: string,
    path: string,
    answer: Answer,
    body?: unknown,
  ): Promise<z.output<Answer>>;
}

/** Somebody signed in, for as long as a test takes. An answer that is no success is an error with what it says. */
export function callerOf(url: string, credentials: { email: string; password: string }): Caller {
  let token: { value: string; until: number } | undefined;

  async function send(method: string, path: string, bearer: string | null, body?: unknown): Promise<unknown> {
    const headers = { "content-type": "application/json", ...(bearer && { authorization: `Bearer ${bearer}` }) };
    const answer = await fetch(url + path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text === "" ? null : JSON.parse(text);
  }

  async function bearer(): Promise<string> {
    if (!token || Date.now() > token.until) {
      const said = z.object({ access: z.string() }).parse(await send("POST", "/api/auth/login/", null, credentials));
      token = { value: said.access, until: Date.now() + renewAfterMs };
    }
    return token.value;
  }

  return {
    ask: async (method, path, answer, body) => answer.parse(await send(method, path, await bearer(), body)),
  };
}
