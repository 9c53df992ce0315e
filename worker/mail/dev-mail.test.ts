import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { type Config, configOf } from "../env.ts";
import { type ProblemError, problemResponse } from "../http/problem.ts";
import type { HonoEnv } from "../http/variables.ts";
import { testEnv } from "../testing/environment.ts";
import { startApp } from "../testing/harness.ts";
import { registerDevMail } from "./dev-mail.ts";

const MAIL = { kind: "sink", url: "http://sink.test/", token: "a-token-of-this-test-only" } as const;
const kept = {
  id: "20261124T140500000Z-invite-ann@acme.test_1",
  at: "2026-11-24T14:05:00.000Z",
  to: "ann@acme.test",
  subject: `<script>alert("x")</script>`,
  kind: "invite",
  text: "Follow:\nhttps://app.test/invite#token=adi_abc&x=\"'\n<b>bold</b>",
};

type Answer = (request: Request) => Response | Promise<Response>;
const sink: Answer = (request) => {
  if (request.headers.get("authorization") !== `Bearer ${MAIL.token}`) return new Response(null, { status: 401 });
  const { pathname } = new URL(request.url);
  if (pathname === "/mails") return Response.json({ mails: [kept] });
  return pathname === `/mails/${encodeURIComponent(kept.id)}`
    ? Response.json(kept)
    : new Response(null, { status: 404 });
};

function open(config: Partial<Config>, answer: Answer = sink) {
  const app = new Hono<HonoEnv>();
  registerDevMail(app, { ...configOf(testEnv), ...config }, async (input, init) => answer(new Request(input, init)));
  app.onError((error) => problemResponse(error as ProblemError, "r"));
  return (path: string) => app.request(path);
}

describe("in development", () => {
  const get = open({ ENVIRONMENT: "development", MAIL });

  test("the list tells of every mail and links to it, with nothing of it as markup", async () => {
    const response = await get("/dev/mail");
    expect(response.headers.get("content-type")).toContain("text/html");
    const html = await response.text();
    expect(html).toContain(`href="/dev/mail/${encodeURIComponent(kept.id)}"`);
    expect(html).toContain("2026-11-24 14:05:00");
    expect(html).not.toMatch(/<script|style=|<style/);
  });

  test("a mail is shown escaped, with its links to follow", async () => {
    const html = await (await get(`/dev/mail/${encodeURIComponent(kept.id)}`)).text();
    expect(html).toContain('<a href="https://app.test/invite#token=adi_abc&amp;x=" rel="noreferrer">');
    expect(html).toContain("&lt;b&gt;bold&lt;/b&gt;");
    expect(html).not.toMatch(/<script|<b>|style=|<style/);
  });

  test("its style is a file of its own, as the content security policy asks", async () => {
    const response = await get("/dev/mail/style.css");
    expect(response.headers.get("content-type")).toContain("text/css");
    expect(await response.text()).toContain("main {");
  });

  test("what is not there is 404, also other pages under /dev", async () => {
    for (const path of ["/dev/mail/none", "/dev/mail/..%2Fmails", "/dev/none"])
      expect((await get(path)).status, path).toBe(404);
  });

  test("a sink that does not answer, or mail that is not set up: 503", async () => {
    const faults: Answer[] = [
      () => new Response(null, { status: 500 }),
      () => Response.json({ mails: "none" }),
      () => Promise.reject(new Error("refused")),
    ];
    for (const fault of faults)
      expect((await open({ ENVIRONMENT: "development", MAIL }, fault)("/dev/mail")).status).toBe(503);
    expect((await open({ ENVIRONMENT: "development", MAIL: undefined })("/dev/mail")).status).toBe(503);
  });
});

test.each(["test", "production"] as const)("anywhere else there is no such page: %s", async (ENVIRONMENT) => {
  const get = open({ ENVIRONMENT, MAIL });
  for (const path of ["/dev/mail", "/dev/mail/style.css", `/dev/mail/${encodeURIComponent(kept.id)}`, "/dev/"])
    expect((await get(path)).status, path).toBe(404);
});

test("the app itself has the pages, under its strict policy, in development only", async () => {
  const local = startApp({ env: { ENVIRONMENT: "development" } });
  const style = await local.fetch("/dev/mail/style.css");
  expect(style.status).toBe(200);
  expect(style.headers.get("content-security-policy")).toContain("style-src 'self'");
  expect((await startApp({ env: { ENVIRONMENT: "production" } }).fetch("/dev/mail/style.css")).status).toBe(404);
});
