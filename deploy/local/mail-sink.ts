import { serve } from "@hono/node-server";
import { z } from "zod";
import { mailApp } from "./mail-app.ts";
import { MailFolder } from "./mail-folder.ts";

const Environment = z.object({
  MAIL_PORT: z.coerce.number().int().min(1).max(65_535),
  MAIL_FOLDER: z.string().min(1),
  MAIL_TOKEN: z.string().min(16),
});

const log = (level: "info" | "error", event: string, fields: object = {}) =>
  console.log(JSON.stringify({ time: new Date().toISOString(), level, event, ...fields }));

/** Takes the mail of this machine's Worker, so that nothing leaves it. A process of its own, on the loopback only. */
const env = Environment.safeParse(process.env);
if (!env.success) {
  log("error", "not-started", {
    error: `does not fit: ${env.error.issues.map(({ path }) => path.join(".")).join(", ")}`,
  });
  process.exit(1);
}
const { MAIL_PORT: port, MAIL_FOLDER: folder, MAIL_TOKEN: token } = env.data;
const app = mailApp(new MailFolder(folder), token, (event, fields) => log("info", event, fields));
const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port }, () => log("info", "listening", { port }));
server.on("error", (error: NodeJS.ErrnoException) => {
  log("error", "not-started", { error: error.code ?? error.name });
  process.exit(1);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => server.close(() => process.exit(0)));
