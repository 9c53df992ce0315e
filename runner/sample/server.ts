import type { AddressInfo } from "node:net";
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { sampleApp } from "./app.ts";
import type { SampleConfig } from "./config.ts";
import { Control } from "./control/control.ts";
import { createWorld, type World } from "./world/world.ts";

export interface SampleServer {
  readonly world: World;
  readonly control: Control;
  /** E.g. `http://127.0.0.1:8788`, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the sample ad platform on 127.0.0.1; rejects when the port is taken. */
export async function createSampleServer(
  config: SampleConfig,
  options: { quiet?: boolean } = {},
): Promise<SampleServer> {
  const world = createWorld(config.seed, config.scale);
  const control = new Control(config);
  let url = "";
  const app = sampleApp({ world, control, baseUrl: () => url, quiet: options.quiet ?? false });
  const server = createAdaptorServer({ fetch: app.fetch });
  await listening(server, config.port);
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { world, control, url, close: () => closed(server) };
}

function listening(server: ServerType, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(taken ? new Error(`SAMPLE_PORT ${port} is taken: stop what listens there or choose another`) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

function closed(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
