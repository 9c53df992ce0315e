import type { Supervisor } from "./supervisor.ts";
import { answers } from "./wait.ts";

/** A process that was just started may not answer yet. */
const startingMs = 30_000;

/** A process can hang without dying (workerd killed under wrangler, say): three missed answers in a row and it is started again. */
export function watchHealth(supervisor: Supervisor, name: string, url: string): () => void {
  let missed = 0;
  let busy = false;
  const timer = setInterval(async () => {
    if (busy || supervisor.ageOf(name) < startingMs) return;
    busy = true;
    const fine = await answers(url)().catch(() => null);
    missed = fine ? 0 : missed + 1;
    if (missed >= 3) {
      console.log(`! ${name} does not answer; starting it again`);
      missed = 0;
      await supervisor.restart(name);
    }
    busy = false;
  }, 3000);
  return () => clearInterval(timer);
}
