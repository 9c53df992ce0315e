import { beforeEach, expect, test } from "vitest";
import { App } from "../../routes.tsx";
import { fakeApi, json, problem } from "../../testing/fake-api.ts";
import { describedBy, fill, focused, submit, unlabelled } from "../../testing/form.ts";
import { byText, click, mount, settle, type } from "../../testing/mount.tsx";
import { combinedOf, meOf, tenants } from "../../testing/payloads.ts";
import { session } from "./session.ts";

beforeEach(() => {
  session.value = { status: "unknown" };
  history.replaceState(null, "", "/login?next=%2Fdashboards%2Fcampaigns%3Frange%3Dlast_7");
});

const signedIn = () =>
  json({ access: "token", refresh: "adr_token", expires_in: 300, user: meOf().user, tenant: tenants[0], tenants });

async function openSecondStep(answer: () => Response) {
  let known = false;
  const calls = fakeApi({
    "GET /api/me/": () => (known ? json(meOf()) : problem("unauthenticated")),
    "POST /api/auth/login/": () => problem("second-factor-required", { challenge: "ads_challenge" }),
    "POST /api/auth/second-factor/": () => {
      const given = answer();
      known = given.ok;
      return given;
    },
    "GET /api/metrics/combined/": () => json(combinedOf({ snapshot_id: null, status: "missing" })),
  });
  const page = await mount(<App />);
  await fill(page, { email: "ana@example.com", password: "a long password" });
  await submit(page);
  return { page, calls, sent: () => calls.filter((call) => call.path === "/api/auth/second-factor/") };
}

const codeField = (page: HTMLElement) => page.querySelector<HTMLInputElement>("[name=code]");

test("asks for the code, takes a pasted one with a space, and sends it by itself at six digits", async () => {
  const { page, sent } = await openSecondStep(signedIn);
  expect(focused()).toBe("code");
  expect(codeField(page)?.getAttribute("autocomplete")).toBe("one-time-code");
  expect(codeField(page)?.getAttribute("inputmode")).toBe("numeric");
  expect(unlabelled(page)).toEqual([]);
  expect(page.textContent).toContain("ana@example.com");
  await type(codeField(page), "12345");
  expect(sent()).toHaveLength(0);
  await type(codeField(page), "123 456");
  await settle();
  expect(sent().map((call) => call.body)).toEqual([{ challenge: "ads_challenge", code: "123456" }]);
  expect(location.pathname + location.search).toBe("/dashboards/campaigns?range=last_7");
});

test("a wrong code is said at its field, which is empty and ready for the next", async () => {
  const { page, sent } = await openSecondStep(() => problem("wrong-code"));
  await type(codeField(page), "000000");
  await settle();
  expect(describedBy(page, "code")).toContain("not right");
  expect(codeField(page)?.getAttribute("aria-invalid")).toBe("true");
  expect(codeField(page)?.value).toBe("");
  expect(focused()).toBe("code");
  await submit(page);
  expect(describedBy(page, "code")).toContain("Enter the six digits");
  expect(sent()).toHaveLength(1);
});

test("takes a recovery code instead, and goes back to the app's", async () => {
  const { page, sent } = await openSecondStep(signedIn);
  await click(byText(page, "button", "Use a recovery code instead"));
  expect(page.querySelector("h1")?.textContent).toBe("Use a recovery code");
  expect(focused()).toBe("code");
  await click(byText(page, "button", "Use the authenticator app"));
  expect(page.querySelector("h1")?.textContent).toBe("Enter your code");
  await click(byText(page, "button", "Use a recovery code instead"));
  await fill(page, { code: " k7mw-x3pq-9tdn " });
  await submit(page);
  expect(sent()[0]?.body).toEqual({ challenge: "ads_challenge", code: "k7mw-x3pq-9tdn" });
  expect(location.pathname).toBe("/dashboards/campaigns");
});

test.each(["token-expired", "token-used", "token-revoked"] as const)(
  "a challenge that is over (%s) leads back to the first step with a word",
  async (kind) => {
    const { page } = await openSecondStep(() => problem(kind));
    await type(codeField(page), "123456");
    await settle();
    expect(page.querySelector("h1")?.textContent).toBe("Sign in");
    expect(page.querySelector("[role=status]")?.textContent).toContain("Sign in again");
    expect(page.querySelector<HTMLInputElement>("[name=email]")?.value).toBe("ana@example.com");
  },
);

test("starts over, with the address still there", async () => {
  const { page } = await openSecondStep(signedIn);
  await click(byText(page, "button", "Start over"));
  expect(page.querySelector("h1")?.textContent).toBe("Sign in");
  expect(page.querySelector<HTMLInputElement>("[name=email]")?.value).toBe("ana@example.com");
  expect(page.querySelector<HTMLInputElement>("[name=password]")?.value).toBe("");
});

test("too many wrong codes say how long to wait", async () => {
  const { page } = await openSecondStep(() => problem("account-locked", {}, { "retry-after": "900" }));
  await type(codeField(page), "123456");
  await settle();
  expect(page.querySelector("[role=alert]")?.textContent).toContain("in 15 minutes");
});
