import { readConfig } from "./config.ts";
import { log } from "./log.ts";
import { createSampleServer } from "./server.ts";

try {
  const server = await createSampleServer(readConfig(process.env));
  const { firstDay, today } = server.control.moment;
  log("info", "listening", { url: server.url, first_day: firstDay, today });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      log("info", "stopping", { signal });
      void server.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  log("error", "not_started", { error: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
