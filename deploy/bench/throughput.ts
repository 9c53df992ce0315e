import { openClient } from "./keep-alive.ts";

interface Wanted {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
}

/** Requests a second that `connections` connections get through, each asking again as soon as it was answered. */
export async function throughput(url: URL, wanted: Wanted, seconds: number, connections = 16): Promise<number> {
  const { path, headers = {}, status } = wanted;
  const began = performance.now();
  const until = began + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = openClient(url);
      try {
        while (performance.now() < until) {
          await client.send(path, { headers }, status);
          done++;
        }
      } finally {
        client.close();
      }
    }),
  );
  return done / ((performance.now() - began) / 1000);
}
