import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import { App } from "../../routes.tsx";
import { fakeApi, json, problem } from "../../testing/fake-api.ts";
import { byText, click, mount, settle, type } from "../../testing/mount.tsx";
import { combinedOf, meOf, tenants } from "../../testing/payloads.ts";
import { session } from "./session.ts";

beforeEach(() => {
  session.value = { status: "unknown" };
});

const signedIn = () =>
  json({ access: "token", refresh: "adr_token", expires_in: 300, user: meOf().user, tenant: tenants[0], tenants });

async function openLogin(next: string, login: () => Response) {
  history.replaceState(null, "", `/login?next=${encodeURIComponent(next)}`);
  let known = false;
  const calls = fakeApi({
    "GET /api/me/": () => (known ? json(meOf()) : problem("unauthenticated")),
    "POST /api/auth/login/": () => {
      const answer = login();
      known = answer.ok;
      return answer;
    },
    "POST /api/auth/logout/": () => {
      known = false;
      return new Response(null, { status: 204 });
    },
    "GET /api/metrics/combined/": () => json(combinedOf({ snapshot_id: null, status: "missing" })),
  });
  return { page: await mount(<App />), calls };
}

async function submit(page: HTMLElement, email: string, password: string) {
  await type(page.querySelector("[name=email]"), email);
  await type(page.querySelector("[name=password]"), password);
  await act(() => page.querySelector("form")?.requestSubmit());
  await settle();
}

test("signs in, goes back to where one came from, and out again", async () => {
  const { page, calls } = await openLogin("/dashboards/campaigns?range=last_7", signedIn);
  await submit(page, " ana@example.com ", "a long password");
  expect(calls.find((call) => call.path === "/api/auth/login/")?.body).toEqual({
    email: "ana@example.com",
    password: "a long password",
  });
  expect(location.pathname + location.search).toBe("/dashboards/campaigns?range=last_7");
  await click(page.querySelector(".user-menu button"));
  await click(byText(page, "button", "Sign out"));
  expect(location.pathname + location.search).toBe("/login");
});

test("never goes to another site after sign-in", async () => {
  const { page } = await openLogin("//evil.example/x", signedIn);
  await submit(page, "ana@example.com", "a long password");
  expect(location.host).toBe(new URL(location.href).host);
  expect(location.pathname).toBe("/dashboards/campaigns");
});

test("says what is missing before asking the server", async () => {
  const { page, calls } = await openLogin("/", signedIn);
  await submit(page, "ana", "");
  expect(page.textContent).toContain("not a whole e-mail address");
  expect(page.textContent).toContain("Enter your password");
  expect(page.querySelector("[name=email]")?.getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement?.getAttribute("name")).toBe("email");
  expect(calls.some((call) => call.path === "/api/auth/login/")).toBe(false);
});

test("says clearly why a sign-in failed", async () => {
  const wrong = await openLogin("/", () => problem("wrong-credentials"));
  await submit(wrong.page, "ana@example.com", "nope");
  expect(wrong.page.querySelector("[role=alert]")?.textContent).toContain("do not match");
  expect(location.pathname).toBe("/login");

  const often = await openLogin("/", () => problem("rate-limited", { detail: "Wait 60 seconds." }));
  await submit(often.page, "ana@example.com", "nope");
  expect(often.page.querySelector("[role=alert]")?.textContent).toContain("Wait 60 seconds.");

  const broken = await openLogin("/", () => problem("internal"));
  await submit(broken.page, "ana@example.com", "nope");
  expect(broken.page.querySelector("[role=alert]")?.textContent).toContain("req-1");
});
