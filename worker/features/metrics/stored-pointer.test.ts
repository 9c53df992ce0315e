import { expect, test } from "vitest";
import { createTenant } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { forgetPointer, storedPointers } from "./stored-pointer.ts";

/** The pointer of a tenant whose ledger answers when `answer` is called, from the second question on. */
async function slowLedger(tenantId: string) {
  const app = startApp();
  await createTenant(app, tenantId);
  const tenant = app.services.openTenant(tenantId);
  const waiting: (() => void)[] = [];
  let asked = 0;
  const read = async () => {
    asked += 1;
    if (asked > 1) await new Promise<void>((resolve) => waiting.push(resolve));
    return tenant.profile.read();
  };
  const pointers = storedPointers({ ...tenant, profile: { ...tenant.profile, read } }, app.clock);
  const first = await pointers.pointer();
  return { app, pointers, first, asked: () => asked, answer: () => waiting.shift()?.() };
}

test("while one request asks the ledger anew, the others go on with what is known", async () => {
  const { app, pointers, first, asked, answer } = await slowLedger("patient");
  app.pass(600);
  const renewing = pointers.pointer();
  expect(await pointers.pointer()).toBe(first);
  expect(asked()).toBe(2);
  answer();
  const renewed = await renewing;
  expect(renewed).not.toBe(first);
  expect(await pointers.pointer()).toBe(renewed);
});

test("a request that never came back is not waited for", async () => {
  const { app, pointers, first, asked, answer } = await slowLedger("lost");
  app.pass(600);
  const lost = pointers.pointer();
  app.pass(1100);
  const next = pointers.pointer();
  expect(asked()).toBe(3);
  answer();
  answer();
  expect(await next).not.toBe(first);
  await lost;
});

test("what was read before the pointer moved is not kept", async () => {
  const { app, pointers, asked, answer } = await slowLedger("moved");
  app.pass(600);
  const before = pointers.pointer();
  forgetPointer("moved");
  answer();
  await before;
  const after = pointers.pointer();
  expect(asked()).toBe(3);
  answer();
  await after;
});
