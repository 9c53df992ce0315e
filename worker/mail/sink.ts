import type { Config } from "../env.ts";
import type { OutgoingMail } from "./mailer.ts";

const patienceMs = 10_000;

export type SinkConfig = NonNullable<Config["MAIL"]>;

/** Hands a mail to the local mail sink (deploy/local/mail-sink.ts). What it answers is not repeated: it could hold the mail. */
export async function sendToSink({ url, token }: SinkConfig, mail: OutgoingMail, fetcher: typeof fetch): Promise<void> {
  const response = await fetcher(new URL("mails", url), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(mail),
    signal: AbortSignal.timeout(patienceMs),
  });
  await response.body?.cancel();
  if (!response.ok)
    throw new Error(`The mail sink did not take a mail of kind ${mail.kind}: it answered ${response.status}`);
}
