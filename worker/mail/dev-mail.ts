import type { Config } from "../env.ts";
import { problem } from "../http/problem.ts";
import type { App } from "../http/variables.ts";
import { listPage, mailPage, style } from "./dev-pages.ts";
import { openSinkReader } from "./sink-reader.ts";

/** `/dev/mail`: what the local mail sink took, for people at work on this machine. Anywhere else there is no such page. */
export function registerDevMail(app: App, { ENVIRONMENT, MAIL }: Config, fetcher: typeof fetch = fetch): void {
  if (ENVIRONMENT === "development") {
    app.get("/dev/mail/style.css", (c) => {
      c.set("route", "/dev/mail/style.css");
      return c.body(style, 200, { "content-type": "text/css; charset=utf-8" });
    });
    app.get("/dev/mail", async (c) => {
      c.set("route", "/dev/mail");
      return c.html(listPage(await reading((sink) => sink.newest())));
    });
    app.get("/dev/mail/:id", async (c) => {
      c.set("route", "/dev/mail/{id}");
      const mail = await reading((sink) => sink.find(c.req.param("id")));
      if (!mail) throw problem("not-found", "There is no such mail.");
      return c.html(mailPage(mail));
    });
  }
  app.all("/dev/*", (c) => {
    c.set("route", "/dev/*");
    throw problem("not-found");
  });

  async function reading<T>(read: (sink: ReturnType<typeof openSinkReader>) => Promise<T>): Promise<T> {
    if (!MAIL) throw problem("unavailable", "Mail is not set up: give the Worker the variable MAIL.");
    try {
      return await read(openSinkReader(MAIL, fetcher));
    } catch (cause) {
      throw problem("unavailable", { detail: "The mail sink does not answer.", cause });
    }
  }
}
