import { Agent, request } from "node:http";

export interface Timed {
  readonly ms: number;
  readonly status: number;
  readonly text: string;
  readonly setCookies: readonly string[];
  /** Empty without one. */
  readonly etag: string;
}

interface Call {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One connection that is kept: what is timed is the request, from its first byte sent to the last one of the answer. */
export function openClient(url: URL) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  const send = (path: string, { method = "GET", headers = {}, body }: Call = {}): Promise<Timed> =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const json =
        text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
      const began = performance.now();
      const sent = request(new URL(path, url), { agent, method, headers: { ...headers, ...json } }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            ms: performance.now() - began,
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString(),
            setCookies: response.headers["set-cookie"] ?? [],
            etag: response.headers.etag ?? "",
          }),
        );
      });
      sent.on("error", reject);
      sent.end(text);
    });

  return {
    /** Throws when the answer is not the one that is waited for: what failed must not count as fast. */
    async send(path: string, call?: Call, status = 200): Promise<Timed> {
      const answer = await send(path, call);
      if (answer.status !== status) throw new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
      return answer;
    },
    close: () => agent.destroy(),
  };
}

export type Client = ReturnType<typeof openClient>;
