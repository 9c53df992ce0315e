import { createServer } from "node:net";
import { refuse } from "./refuse.ts";
import type { Settings } from "./settings.ts";

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer();
    server.once("error", () => answer(false));
    server.listen(port, "127.0.0.1", () => server.close(() => answer(true)));
  });
}

/** Ends the program when one of the ports is taken. */
export async function checkPorts(settings: Settings): Promise<void> {
  for (const [part, port] of Object.entries(settings.ports))
    if (!(await isFree(port)))
      refuse(
        `Port ${port} (${part}) is taken.`,
        `Stop what uses it, or choose others: PORT=${settings.ports.worker + 100} npm start`,
      );
}
