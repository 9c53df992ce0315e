import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import type { AirbyteConfig } from "./config.ts";
import { createApp } from "./http/app.ts";
import { type Log, stdoutLog } from "./log.ts";
import { createServices } from "./services.ts";
import { createEngine } from "./sync/engine.ts";

export interface AirbyteServer {
  /** `http://127.0.0.1:<port>`; the API is under `/api/public/v1`. */
  readonly url: string;
  /** Resolves when the job has ended, at once when it does not run. */
  settled(jobId: number): Promise<void>;
  close(): Promise<void>;
}

/** Makes right what a crash left, then listens on loopback. Throws when the port or the state folder is in use. */
export async function createAirbyteServer(config: AirbyteConfig, log: Log = stdoutLog): Promise<AirbyteServer> {
  const services = createServices(config, log);
  const { notifier } = services;
  const engine = createEngine(services, notifier.jobEnded);
  const end = async () => {
    await engine.stop();
    await notifier.settled();
    services.store.close();
  };
  try {
    await engine.recover();
    const server = await listen(createApp(services, engine).fetch, config.port);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    log("info", "airbyte.listening", { url, lake: config.lake });
    return {
      url,
      settled: engine.settled,
      async close() {
        const closed = new Promise((resolve) => server.close(resolve));
        if ("closeAllConnections" in server) server.closeAllConnections();
        await closed;
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function listen(fetch: Parameters<typeof serve>[0]["fetch"], port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: "127.0.0.1" }, () => resolve(server));
    server.once("error", reject);
  });
}
