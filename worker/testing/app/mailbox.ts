import { createHash } from "node:crypto";
import { globSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { MailFolder } from "../../../deploy/local/mail-folder.ts";
import { until } from "../../../deploy/local/wait.ts";
import { app } from "./client.ts";

const folder = new MailFolder(join(app.state, "mail"));
const enough = 10_000;

/** Mails to one address, the newest first, of one kind. */
export const mailsTo = (email: string, kind: string) =>
  folder.newest(enough).filter((mail) => mail.to === email && mail.kind === kind);

/** The link of the newest mail of this kind; waits for one more than the `seen` that were there before. */
export async function linkTo(email: string, kind: string, seen = 0): Promise<string> {
  const mails = await until(`the mail ${kind}`, 60_000, async () => {
    const found = mailsTo(email, kind);
    return found.length > seen ? found : null;
  });
  const link = /https?:\/\/\S+#token=\S+/.exec(mails[0]!.text)?.[0];
  if (!link) throw new Error(`The mail ${kind} has no link`);
  return link;
}

export const tokenOf = (link: string): string => new URLSearchParams(new URL(link).hash.slice(1)).get("token") ?? "";

/** The same token at another page, as when links get mixed up. */
export const linkAt = (path: string, token: string): string => new URL(`${path}#token=${token}`, app.ready.url).href;

/** Lets the lifetime of one token be over: no test waits an hour. */
export function expire(token: string): void {
  const [file] = globSync(join(app.state, "wrangler", "v3", "d1", "*", "*.sqlite"), {
    exclude: (path) => path.endsWith("metadata.sqlite"),
  });
  const database = new DatabaseSync(file!, { timeout: 10_000 });
  const hash = createHash("sha256").update(token).digest("hex");
  const { changes } = database.prepare("update one_time_tokens set expires_at = 1 where hash = ?").run(hash);
  database.close();
  if (changes !== 1) throw new Error("There is no such token");
}
