import { act } from "preact/test-utils";
import { expect, test, vi } from "vitest";
import type { KeyView } from "#contracts/keys.ts";
import { json, problem } from "../../testing/fake-api.ts";
import { keyOf, meAs } from "../../testing/management.ts";
import { byText, click, settle, type } from "../../testing/mount.tsx";
import { openPage } from "../../testing/open-page.tsx";

const secret = "adk_thesecretofthekey";

const open = (keys: () => KeyView[], handlers: Parameters<typeof openPage>[2] = {}) =>
  openPage("/keys", meAs("admin"), { "GET /api/keys/": () => json({ keys: keys() }), ...handlers });

async function submit(page: HTMLElement): Promise<void> {
  await act(() => page.querySelector<HTMLFormElement>("dialog form")?.requestSubmit());
  await settle();
}

test("keys are told apart by their state, and only living ones can be rotated or revoked", async () => {
  const { page } = await open(() => [
    keyOf("Report", { last_used_at: new Date(Date.now() - 3.5 * 3_600_000).toISOString() }),
    keyOf("Old", { status: "rotated" }),
    keyOf("Gone", { status: "revoked" }),
  ]);
  const rowOf = (name: string) => byText(page, "tbody tr", name);
  expect(rowOf("Report")?.textContent).toContain("3 hours ago");
  expect(rowOf("Report")?.textContent).toContain("See numbers and dashboards");
  const buttonsOf = (name: string) =>
    [...(rowOf(name)?.querySelectorAll("button") ?? [])].map((each) => each.textContent);
  expect([buttonsOf("Report"), buttonsOf("Old"), buttonsOf("Gone")]).toEqual([["Rotate", "Revoke"], ["Revoke"], []]);
});

test("nothing yet, a failure and no access each have their own words", async () => {
  expect((await open(() => [])).page.textContent).toContain("No API keys yet");
  const failed = await openPage("/keys", meAs("admin"), { "GET /api/keys/": () => problem("unavailable") });
  expect(byText(failed.page, "[role=alert]", "Not available right now")).toBeDefined();
  const refused = await openPage("/keys", meAs("analyst"), {});
  expect(refused.page.querySelector("main")?.textContent).toContain("keys.read");
});

test("a key is created with what is chosen; its secret stands on the page until it is closed, and never again", async () => {
  const keys: KeyView[] = [];
  const { page, calls } = await open(() => [...keys], {
    "POST /api/keys/": () => {
      keys.push(keyOf("Report"));
      return json({ key: keys[0], secret });
    },
  });
  await click(byText(page, "main button", "Create key"));
  await submit(page);
  expect(page.querySelectorAll("dialog .field-error")).toHaveLength(2);
  await type(page.querySelector("dialog [name=name]"), "Report");
  await click(page.querySelector("dialog [value='metrics.read']"));
  await submit(page);
  expect(calls.find((call) => call.method === "POST")?.body).toEqual({
    name: "Report",
    capabilities: ["metrics.read"],
    expires_in_days: 90,
  });
  const [shown, example] = page.querySelectorAll<HTMLTextAreaElement>("dialog textarea");
  expect(shown?.value).toBe(secret);
  expect(example?.value).toContain(`Bearer ${secret}`);
  expect(example?.value).toContain("/api/metrics/combined/");

  const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await click(page.querySelector("[aria-label='Copy: API key']"));
  expect(writeText).toHaveBeenCalledWith(secret);
  await click(byText(page, "dialog button", "I have kept it"));
  expect(page.querySelector("dialog")).toBeNull();
  expect(page.innerHTML).not.toContain(secret);
  expect(byText(page, "tbody tr", "Report")).toBeDefined();
});

test("what one does not have oneself cannot be chosen for a key", async () => {
  const { page } = await openPage(
    "/keys",
    { ...meAs("admin"), capabilities: ["keys.read", "keys.manage", "tenant.read"] },
    { "GET /api/keys/": () => json({ keys: [] }) },
  );
  await click(byText(page, "main button", "Create key"));
  const offered = [...page.querySelectorAll<HTMLInputElement>("dialog [name=capabilities]:not(:disabled)")];
  expect(offered.map((each) => each.value)).toEqual(["tenant.read"]);
});

test("rotating says how long both work; revoking asks first", async () => {
  const { page, calls } = await open(() => [keyOf("Report")], {
    "POST /api/keys/k-Report/rotate/": () => json({ key: keyOf("Report"), secret }),
    "DELETE /api/keys/k-Report/": () => new Response(null, { status: 204 }),
  });
  await click(page.querySelector("[aria-label='Rotate Report']"));
  await submit(page);
  expect(calls.find((call) => call.method === "POST")?.body).toEqual({ overlap_hours: 24, expires_in_days: 90 });
  expect(page.querySelector<HTMLTextAreaElement>("dialog textarea")?.value).toBe(secret);
  await click(byText(page, "dialog button", "I have kept it"));

  await click(page.querySelector("[aria-label='Revoke Report']"));
  expect(calls.some((call) => call.method === "DELETE")).toBe(false);
  await click(byText(page, "dialog .button-danger", "Revoke"));
  expect(calls.some((call) => call.method === "DELETE")).toBe(true);
  expect(byText(page, "[role=status]", "Report is revoked")).toBeDefined();
});
