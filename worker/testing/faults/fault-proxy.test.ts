import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { controlOf, startFaultProxy } from "./fault-proxy.ts";
import type { Rule } from "./rules.ts";

/** A server that counts its requests and answers with what it was sent, behind a proxy with these rules. */
async function behind(...rules: Rule[]) {
  let asked = 0;
  const server = createServer(async (request, response) => {
    asked += 1;
    const body = JSON.stringify({ path: request.url, said: await text(request), asked });
    response.writeHead(201, { "content-type": "application/json", "x-kept": "yes" }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const proxy = await startFaultProxy(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(async () => {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  });
  const control = controlOf(proxy.url);
  await control.add(...rules);
  const send = (path: string, body?: string) =>
    fetch(proxy.url + path, body === undefined ? {} : { method: "POST", body });
  return { control, send, asked: () => asked };
}

test("what no rule is about passes as it is", async () => {
  const { send, control } = await behind({ path: "^/other", action: { kind: "drop" } });
  const answer = await send("/a?b=c", "hello");
  expect([answer.status, answer.headers.get("x-kept")]).toEqual([201, "yes"]);
  expect(await answer.json()).toEqual({ path: "/a?b=c", said: "hello", asked: 1 });
  expect(await control.struck()).toBe(0);
});

test("a rule strikes by method, path and body, as often as it says", async () => {
  const action = { kind: "answer", status: 429, headers: { "retry-after": "7" }, body: "{}" } as const;
  const { send, control, asked } = await behind({ method: "POST", path: "^/jobs$", body: "sync", times: 1, action });
  expect((await send("/jobs")).status).toBe(201);
  expect((await send("/jobs", "other")).status).toBe(201);
  const struck = await send("/jobs", "sync");
  expect([struck.status, struck.headers.get("retry-after")]).toEqual([429, "7"]);
  expect((await send("/jobs", "sync")).status).toBe(201);
  expect([asked(), await control.struck()]).toEqual([3, 1]);
});

test("connections drop before and amid an answer, answers end too soon, change, or are asked for twice", async () => {
  const { send, control, asked } = await behind(
    { path: "^/drop", action: { kind: "drop" } },
    { path: "^/break", action: { kind: "break", afterBytes: 5 } },
    { path: "^/truncate", action: { kind: "truncate", bytes: 5 } },
    { path: "^/rewrite", action: { kind: "rewrite", pattern: '"said":""', to: '"said":"more"' } },
    { path: "^/twice", action: { kind: "duplicate" } },
    { path: "^/late", action: { kind: "delay", milliseconds: 1 } },
  );
  await expect(send("/drop")).rejects.toThrow();
  expect(asked()).toBe(0);
  await expect(send("/break").then((answer) => answer.text())).rejects.toThrow();
  expect(await (await send("/truncate")).text()).toBe('{"pat');
  expect(await (await send("/rewrite")).json()).toMatchObject({ said: "more" });
  expect(await (await send("/twice")).json()).toMatchObject({ asked: 5 });
  expect((await send("/late")).status).toBe(201);
  await control.clear();
  expect((await send("/drop")).status).toBe(201);
});

test("a rule that is none is refused by name", async () => {
  const { control } = await behind();
  await expect(control.add({ path: "/", action: { kind: "answer", status: 99 } })).rejects.toThrow(/status/);
});
