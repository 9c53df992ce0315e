import { expect, test } from "vitest";
import type { WebhookEndpoint } from "#contracts/webhooks.ts";
import { connectionOf } from "../../testing/connections.ts";
import { json } from "../../testing/fake-api.ts";
import { meAs } from "../../testing/management.ts";
import { byText, click, settle } from "../../testing/mount.tsx";
import { openPage } from "../../testing/open-page.tsx";

const at = "2026-02-03T04:05:06.000Z";
const url = "https://app.test/api/airbyte/webhooks/adw_unguessable/";
const secret = "whsec_of-the-address";
const endpoint = (signed: boolean): WebhookEndpoint => ({ id: "e", created_at: at, signed, last_delivery_at: null });
const delivery = {
  id: "d",
  received_at: at,
  last_received_at: at,
  times: 2,
  outcome: "checked" as const,
  connection_id: "Meta",
  airbyte_job_id: "7",
  signed: true,
};

function open(before: WebhookEndpoint | null, role: Parameters<typeof meAs>[0] = "admin") {
  let here = before;
  return openPage("/dashboards/data-sources/webhooks", meAs(role), {
    "GET /api/airbyte/webhooks/": () => json({ endpoint: here }),
    "GET /api/airbyte/webhooks/deliveries/": () => json({ deliveries: here ? [delivery] : [], next_cursor: null }),
    "GET /api/airbyte/connections/": () => json({ connections: [connectionOf("Meta")], next_cursor: null }),
    "POST /api/airbyte/webhooks/": ({ body }) => {
      here = endpoint((body as { signed: boolean }).signed);
      return json({ endpoint: here, url, secret: here.signed ? secret : null });
    },
    "PATCH /api/airbyte/webhooks/": ({ body }) => {
      here = endpoint((body as { signed: boolean }).signed);
      return json({ endpoint: here, secret: here.signed ? secret : null });
    },
    "DELETE /api/airbyte/webhooks/": () => {
      here = null;
      return new Response(null, { status: 204 });
    },
  });
}

test("an address is made with its secret, both are shown once and masked afterwards", async () => {
  const { page, calls } = await open(null);
  expect(page.textContent).toContain("Nothing has arrived yet");
  await click(byText(page, "button", "Make an address"));
  await click(page.querySelector("dialog input[type=checkbox]"));
  await click(byText(page, "dialog button", "Make the address"));
  await settle();
  expect(calls.find(({ method }) => method === "POST")?.body).toEqual({ signed: true });
  const shown = [...page.querySelectorAll<HTMLTextAreaElement>("dialog textarea")].map(({ value }) => value);
  expect(shown).toEqual([url, secret]);
  await click(byText(page, "dialog button", "I have kept it"));
  expect(page.innerHTML).not.toContain("adw_unguessable");
  expect(page.innerHTML).not.toContain(secret);
  expect(byText(page, ".webhook-facts dd", "Required")?.textContent).toContain("whsec_••");
});

test("a secret is rotated without a new address, signatures are given up, and the address is removed", async () => {
  const { page, calls } = await open(endpoint(true));
  await click(byText(page, "button", "New signing secret"));
  await click(byText(page, "dialog button", "Make a new secret"));
  await settle();
  const shown = [...page.querySelectorAll<HTMLTextAreaElement>("dialog textarea")].map(({ value }) => value);
  expect(shown).toEqual([secret]);
  await click(byText(page, "dialog button", "I have kept it"));
  await click(byText(page, "button", "Ask for no signatures"));
  await click(byText(page, "dialog button", "Ask for none"));
  await settle();
  expect(page.querySelector("dialog")).toBeNull();
  expect(byText(page, ".webhook-facts dd", "Not asked for")).toBeDefined();
  await click(byText(page, ".webhook-actions button", "Remove"));
  await click(byText(page, "dialog button", "Remove"));
  await settle();
  expect(page.textContent).toContain("No address yet");
  const bodies = calls.filter(({ method }) => method === "PATCH").map(({ body }) => body);
  expect(bodies).toEqual([{ signed: true }, { signed: false }]);
});

test("what arrived is told with its verdict and its source; who may only look changes nothing", async () => {
  const { page } = await open(endpoint(false), "analyst");
  const row = byText(page, "tbody tr", "Taken");
  expect(row?.textContent).toMatch(/2 times.*looked at sooner.*Meta.*7/);
  expect(row?.querySelector("a")?.getAttribute("href")).toBe("/dashboards/data-sources/Meta");
  expect(byText(page, "button", "New address")?.getAttribute("aria-disabled")).toBe("true");
});
