import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A mail as the Worker hands it over. */
export const Mail = z.strictObject({
  to: z.email().max(254),
  subject: z.string().min(1).max(500),
  text: z.string().min(1).max(100_000),
  html: z.string().max(200_000).optional(),
  kind: z.string().regex(/^[a-z-]{1,40}$/),
  /** The same for every try of one mail: it is kept once. */
  id: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .optional(),
});
export type Mail = z.infer<typeof Mail>;

const KeptMail = Mail.extend({ id: z.string(), at: z.iso.datetime() });
export type KeptMail = z.infer<typeof KeptMail>;

export const mailId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9@._+-]{0,220}$/);

/** One file a mail, named by time, kind and address. Written beside its place and renamed into it, so a file that is there is whole. */
export class MailFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Gives the id it is kept by. Without a pause between looking and writing, so one id is never kept twice. */
  keep(mail: Mail, now: Date): string {
    const own = mail.id ?? randomUUID();
    const known = this.#ids().find((id) => id.endsWith(`_${own}`));
    if (known) return known;
    const time = now.toISOString().replaceAll(/[-:.]/g, "");
    const to = mail.to
      .toLowerCase()
      .replaceAll(/[^a-z0-9@._+-]/g, "-")
      .slice(0, 80);
    const id = `${time}-${mail.kind}-${to}_${own}`;
    const file = join(this.#folder, `${id}.json`);
    const kept: KeptMail = { ...mail, id, at: now.toISOString() };
    writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return id;
  }

  /** The newest first. */
  newest(limit: number): KeptMail[] {
    return this.#ids()
      .sort()
      .reverse()
      .slice(0, limit)
      .map((id) => this.#read(id));
  }

  find(id: string): KeptMail | undefined {
    return this.#ids().includes(id) ? this.#read(id) : undefined;
  }

  #ids(): string[] {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => name.slice(0, -".json".length));
  }

  #read(id: string): KeptMail {
    return KeptMail.parse(JSON.parse(readFileSync(join(this.#folder, `${id}.json`), "utf8")));
  }
}
