import { readConfig } from "./config.ts";
import { messageOf, stdoutLog } from "./log.ts";
import { createAirbyteServer } from "./server.ts";

try {
  const server = await createAirbyteServer(readConfig(process.env));
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      stdoutLog("info", "airbyte.stopping", { signal });
      server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          stdoutLog("error", "airbyte.stop_failed", { reason: messageOf(error) });
          process.exit(1);
        },
      );
    });
} catch (error) {
  stdoutLog("error", "airbyte.start_failed", { reason: messageOf(error) });
  process.exit(1);
}
