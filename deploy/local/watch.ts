import type { Supervisor } from "./supervisor.ts";
import { answers } from "./wait.ts";

/** A process can hang without dying (workerd killed under wrangler, say): three missed answers in a row and it is started again. */
export function watchHealth(supervisor: Supervisor, name: string, url: string): () => void {
  let missed = 0;
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    const fine = await answers(url)().catch(() => null);
    missed = fine ? 0 : missed + 1;
    if (missed >= 3) {
      console.log(`! ${name} does not answer; starting it again`);
      missed = -10; // time to come up
      await supervisor.restart(name);
    }
    busy = false;
  }, 1500);
  return () => clearInterval(timer);
}
