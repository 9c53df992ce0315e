import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mailApp } from "./mail-app.ts";
import { MailFolder } from "./mail-folder.ts";

const token = "a-token-of-this-test-only";
const mail = {
  to: "Ann+news@acme.test",
  subject: "Hello",
  text: "secret-words",
  html: "<p>secret-words</p>",
  kind: "invite",
};

function openSink() {
  const folder = join(mkdtempSync(join(tmpdir(), "mail-")), "mail");
  const logged: string[] = [];
  const app = mailApp(new MailFolder(folder), token, (event, fields) =>
    logged.push(JSON.stringify({ event, ...fields })),
  );
  const ask = (path: string, init: RequestInit = {}) =>
    app.request(path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  const post = (body: unknown) => ask("/mails", { method: "POST", body: JSON.stringify(body) });
  return { folder, logged, app, ask, post };
}

test("a mail becomes one file that only its owner reads, and is listed and read by its id", async () => {
  const { folder, ask, post } = openSink();
  const response = await post(mail);
  expect(response.status).toBe(201);
  const { id } = await response.json();
  expect(id).toMatch(/^\d{8}T\d{9}Z-invite-ann\+news@acme\.test_/);
  expect(readdirSync(folder)).toEqual([`${id}.json`]);
  expect(statSync(join(folder, `${id}.json`)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(join(folder, `${id}.json`), "utf8"))).toMatchObject({ ...mail, id });
  const { mails } = await (await ask("/mails")).json();
  expect(mails).toEqual([{ id, at: expect.any(String), to: mail.to, subject: "Hello", kind: "invite" }]);
  expect(await (await ask(`/mails/${encodeURIComponent(id)}`)).json()).toMatchObject({ id, text: "secret-words" });
});

test("the same mail tried again is kept once", async () => {
  const { folder, post } = openSink();
  const ids = [
    await post({ ...mail, id: "task-1" }),
    await post({ ...mail, id: "task-1" }),
    await post({ ...mail, id: "task-2" }),
  ];
  const [first, second, third] = await Promise.all(ids.map(async (response) => (await response.json()).id));
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  expect(readdirSync(folder)).toHaveLength(2);
});

test("the newest are listed first", async () => {
  const folder = new MailFolder(join(mkdtempSync(join(tmpdir(), "mail-")), "mail"));
  for (const second of [1, 3, 2]) folder.keep({ ...mail, subject: `at ${second}` }, new Date(second * 1000));
  expect(folder.newest(2).map(({ subject }) => subject)).toEqual(["at 3", "at 2"]);
});

test("without the token nothing is taken or told", async () => {
  const { folder, app } = openSink();
  for (const authorization of ["", "Bearer", `Bearer ${token}x`, `Basic ${token}`]) {
    for (const [method, path] of [
      ["POST", "/mails"],
      ["GET", "/mails"],
      ["GET", "/mails/x"],
    ] as const) {
      const init = method === "POST" ? { method, body: JSON.stringify(mail) } : { method };
      expect((await app.request(path, { ...init, headers: { authorization } })).status).toBe(401);
    }
  }
  expect(readdirSync(folder)).toEqual([]);
  expect((await app.request("/health")).status).toBe(200);
});

test("what is no mail is refused by field, and what is too large at once", async () => {
  const { folder, post, ask } = openSink();
  const wrong = await post({ ...mail, to: "nobody", kind: "../etc", extra: 1 });
  expect(wrong.status).toBe(400);
  expect((await wrong.json()).errors.map(({ field }: { field: string }) => field)).toEqual(
    expect.arrayContaining(["to", "kind"]),
  );
  expect((await ask("/mails", { method: "POST", body: "{" })).status).toBe(400);
  expect((await post({ ...mail, text: "x".repeat(600_000) })).status).toBe(413);
  expect(readdirSync(folder)).toEqual([]);
});

test("an id reaches no other file", async () => {
  const { folder, ask } = openSink();
  writeFileSync(
    join(folder, "..", "outside.json"),
    JSON.stringify({ ...mail, id: "outside", at: new Date().toISOString() }),
  );
  for (const id of ["../outside", "..%2Foutside", "nothing", ".", "%00"]) {
    expect((await ask(`/mails/${id.replace("../", "..%2F")}`)).status, id).toBe(404);
  }
});

test("neither address nor body is logged", async () => {
  const { logged, post } = openSink();
  await post(mail);
  expect(logged).toEqual([JSON.stringify({ event: "mail-kept", kind: "invite" })]);
});
