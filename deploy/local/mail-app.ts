import { createHash, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { Mail, type MailFolder, mailId } from "./mail-folder.ts";

const largest = 512 * 1024;
const listed = 200;

/** `POST /mails` keeps a mail, `GET /mails` lists the newest, `GET /mails/{id}` reads one; all by the token. `GET /health` is open. */
export function mailApp(folder: MailFolder, token: string, log: (event: string, fields: object) => void): Hono {
  const app = new Hono();
  app.get("/health", (c) => c.json({ status: "ok" }));
  app.use("/mails/*", async (c, next) => {
    if (!isToken(c.req.header("authorization"), token)) return c.json({ detail: "Send the mail sink's token." }, 401);
    return next();
  });
  app.post(
    "/mails",
    bodyLimit({ maxSize: largest, onError: (c) => c.json({ detail: `A mail has at most ${largest} bytes.` }, 413) }),
    async (c) => {
      const mail = Mail.safeParse(await c.req.json().catch(() => undefined));
      if (!mail.success) {
        const fields = mail.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
        return c.json({ detail: "This is no mail.", errors: fields }, 400);
      }
      const id = folder.keep(mail.data, new Date());
      // Never who it is to, nor what it says.
      log("mail-kept", { kind: mail.data.kind });
      return c.json({ id }, 201);
    },
  );
  app.get("/mails", (c) => c.json({ mails: folder.newest(listed).map(({ html: _h, text: _t, ...mail }) => mail) }));
  app.get("/mails/:id", (c) => {
    const id = mailId.safeParse(c.req.param("id"));
    const mail = id.success ? folder.find(id.data) : undefined;
    return mail ? c.json(mail) : c.json({ detail: "There is no such mail." }, 404);
  });
  app.onError((error, c) => {
    log("request-failed", { error: error.name });
    return c.json({ detail: "The mail sink failed." }, 500);
  });
  return app;
}

/** Compared by hash, so that the time it takes tells nothing. */
function isToken(authorization: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(authorization ?? ""), digest(`Bearer ${token}`));
}
