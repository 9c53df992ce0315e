import { z } from "zod";
import type { SinkConfig } from "./sink.ts";

const patienceMs = 5000;

const head = { id: z.string(), at: z.iso.datetime(), to: z.string(), subject: z.string(), kind: z.string() };
const List = z.object({ mails: z.array(z.object(head)) });
const SunkMail = z.object({ ...head, text: z.string() });
export type MailHead = z.infer<typeof List>["mails"][number];
export type SunkMail = z.infer<typeof SunkMail>;

/** What the local mail sink holds, for the pages under /dev/mail. */
export function openSinkReader({ url, token }: SinkConfig, fetcher: typeof fetch = fetch) {
  const ask = (path: string) =>
    fetcher(new URL(path, url), {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(patienceMs),
    });

  return {
    async newest(): Promise<MailHead[]> {
      const response = await ask("mails");
      if (!response.ok) throw new Error(`The mail sink answered ${response.status}`);
      return List.parse(await response.json()).mails;
    },

    async find(id: string): Promise<SunkMail | undefined> {
      const response = await ask(`mails/${encodeURIComponent(id)}`);
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`The mail sink answered ${response.status}`);
      return SunkMail.parse(await response.json());
    },
  };
}
