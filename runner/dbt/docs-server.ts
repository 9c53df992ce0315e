import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { DOCS_FILES, docsFolder } from "./docs-site.ts";

const PLACE = "/docs/dbt/";
const types: Readonly<Record<string, string>> = { html: "text/html; charset=utf-8", json: "application/json" };
/** dbt's page is a script in itself; it may reach nothing else. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'self'";

/** Serves the site on loopback to whoever asks: it tells of the model alone. Resolves when it listens. */
export function serveDocs(state: string, port: number): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path === PLACE.slice(0, -1)) return response.writeHead(308, { location: PLACE }).end();
    const name = path === PLACE ? "index.html" : path.slice(PLACE.length);
    const known = path.startsWith(PLACE) && DOCS_FILES.find((file) => file === name);
    if (!known) return response.writeHead(404, { "content-type": "text/plain" }).end(`Only ${PLACE} is here.\n`);
    if (request.method !== "GET" && request.method !== "HEAD")
      return response.writeHead(405, { allow: "GET, HEAD" }).end();
    const content = await readFile(join(docsFolder(state), known)).catch(() => undefined);
    if (!content)
      return response.writeHead(404, { "content-type": "text/plain" }).end("Not built yet: npm run dbt -- docs\n");
    return response
      .writeHead(200, {
        ...{ "content-type": types[known.split(".")[1]!], "content-length": content.length },
        ...{ "content-security-policy": POLICY, "x-content-type-options": "nosniff", "cache-control": "no-cache" },
      })
      .end(request.method === "HEAD" ? undefined : content);
  });
  return new Promise((listening, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => listening(server));
  });
}
