/** Bounds how many connector processes there are at once. What a person waits for goes before what runs in the background. */
export interface Slots {
  use<T>(urgency: "interactive" | "background", signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly interactive: boolean;
  readonly enter: () => void;
}

export function createSlots(size: number): Slots {
  let free = size;
  const queue: Waiting[] = [];

  const leave = () => {
    const at = queue.findIndex((waiting) => waiting.interactive);
    const [next] = queue.splice(Math.max(at, 0), 1);
    if (next) next.enter();
    else free += 1;
  };

  const enter = (interactive: boolean, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        resolve();
        return;
      }
      const waiting: Waiting = {
        interactive,
        enter: () => {
          signal.removeEventListener("abort", give);
          resolve();
        },
      };
      const give = () => {
        queue.splice(queue.indexOf(waiting), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", give, { once: true });
      queue.push(waiting);
    });

  return {
    async use(urgency, signal, work) {
      await enter(urgency === "interactive", signal);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
