import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Hook extends AsyncDisposable {
  readonly url: string;
  readonly posts: { readonly headers: Record<string, unknown>; readonly body: { text: string; data: unknown } }[];
}

/** A webhook: takes what is posted and answers `status`. */
export async function startHook(status: number): Promise<Hook> {
  const posts: Hook["posts"] = [];
  const server = createServer(async (request, response) => {
    posts.push({ headers: request.headers, body: JSON.parse(await text(request)) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook/token`,
    posts,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
