import { expect, test } from "vitest";
import { z } from "zod";
import { defineEndpoint } from "#contracts/endpoint.ts";
import { startApp } from "../testing/harness.ts";
import { publicRoute } from "./route.ts";

const most = 64;
const endpoint = defineEndpoint({
  name: "upload",
  method: "post",
  path: "/api/upload/",
  summary: "upload",
  access: "public",
  binary: { type: "application/x-ndjson", maxBytes: most, streamed: true },
  output: z.object({ read: z.number(), bytes: z.number() }),
});

const app = startApp({
  routes: [
    publicRoute(endpoint, async ({ upload }) => {
      let read = 0;
      try {
        for await (const chunk of upload!.stream ?? []) read += chunk.byteLength;
      } catch (error) {
        upload!.refuseTooLarge();
        throw error;
      }
      return { read, bytes: upload!.bytes() };
    }),
  ],
});
const send = (body: BodyInit | null) => app.fetch("/api/upload/", { method: "POST", body });
const inChunks = (chunks: readonly number[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const bytes of chunks) controller.enqueue(new Uint8Array(bytes));
      controller.close();
    },
  });

test("a streamed body is counted as it comes, and breaks off beyond its limit", async () => {
  expect(await (await send(inChunks([20, 20, 24]))).json()).toEqual({ read: most, bytes: most });
  expect((await send(inChunks([20, 20, 24, 1, 20]))).status).toBe(413);
  expect((await send("x".repeat(most + 1))).status).toBe(413);
  expect(await (await send(null)).json()).toEqual({ read: 0, bytes: 0 });
});
