import type { ReadableStream } from "node:stream/web";
import { Hono } from "hono";
import { Problem } from "../http/problems.ts";
import type { Services } from "../services.ts";
import { TooLarge } from "../sync/replay-files.ts";

/** Takes a recorded file of protocol messages; its id goes into `configuration.fileId` of a replay source. */
export function replayFileRoutes({ replayFiles }: Services): Hono {
  const routes = new Hono();
  routes.post("/", async (context) => {
    const body = context.req.raw.body;
    if (!body) throw new Problem("bad-request", "body: the recorded file, one JSON message a line");
    try {
      return context.json(await replayFiles.store(body as ReadableStream));
    } catch (error) {
      if (error instanceof TooLarge) throw new Problem("bad-request", `body: ${error.message}`);
      throw error;
    }
  });
  return routes;
}
