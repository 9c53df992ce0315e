import { expect, test, vi } from "vitest";
import type { Me } from "#contracts/me.ts";
import { fakeApi, json, problem } from "../../../testing/fake-api.ts";
import { describedBy, fill, focused, submit, unlabelled } from "../../../testing/form.ts";
import { byText, click, mount, press, settle, type } from "../../../testing/mount.tsx";
import { meOf } from "../../../testing/payloads.ts";
import { Toasts } from "../../../ui/toast.tsx";
import { session } from "../session.ts";
import { SecondFactorCard } from "./second-factor-card.tsx";

const secret = "JBSWY3DPEHPK3PXP";
const uri = `otpauth://totp/ADinsights:ana%40example.com?issuer=ADinsights&secret=${secret}&algorithm=SHA1&digits=6&period=30`;
const codes = ["k7mw-x3pq-9tdn", "aaaa-bbbb-cccc"];

const on = { second_factor: { enabled: true, recovery_codes_left: 2 } };

function Live() {
  return session.value.status === "in" ? <SecondFactorCard me={session.value.me} /> : null;
}

async function open(answers: Parameters<typeof fakeApi>[0], before: Partial<Me> = {}, after: Partial<Me> = on) {
  session.value = { status: "in", me: { ...meOf(), ...before } };
  const calls = fakeApi({ "GET /api/me/": () => json({ ...meOf(), ...after }), ...answers });
  const page = await mount(
    <>
      <Live />
      <Toasts />
    </>,
  );
  return { page, calls };
}

const dialog = (page: HTMLElement) => page.querySelector<HTMLElement>("dialog")!;
const title = (page: HTMLElement) => dialog(page)?.querySelector("h2")?.textContent;

test("set up: password, picture and key, a first code, then codes that only their reader's word puts away", async () => {
  const clipboard = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  let confirmed = 0;
  const { page, calls } = await open({
    "POST /api/me/second-factor/": () => json({ secret, uri }),
    "POST /api/me/second-factor/confirm/": () =>
      confirmed++ === 0 ? problem("wrong-code") : json({ recovery_codes: codes }),
  });
  await click(byText(page, "button", "Set up…"));
  expect(focused()).toBe("password");
  await fill(dialog(page), { password: "a long password" });
  await submit(dialog(page));
  expect(calls[0]?.body).toEqual({ password: "a long password" });

  expect(focused()).toBe("code");
  expect(unlabelled(dialog(page))).toEqual([]);
  expect(page.querySelector("svg.qr")?.getAttribute("aria-label")).toContain("QR code");
  expect(page.querySelector("svg.qr [style]")).toBeNull();
  expect(dialog(page).textContent).toContain("JBSW Y3DP EHPK 3PXP");
  await type(page.querySelector("[name=code]"), "000000");
  await settle();
  expect(describedBy(page, "code")).toContain("does not fit");
  await type(page.querySelector("[name=code]"), "123456");
  await settle();

  expect(title(page)).toBe("Keep your recovery codes");
  expect([...page.querySelectorAll(".codes code")].map((code) => code.textContent)).toEqual(codes);
  await press(dialog(page), "Escape");
  expect(dialog(page).querySelector("[aria-label=Close]")).toBeNull();
  await click(byText(page, "button", "Copy"));
  expect(clipboard).toHaveBeenCalledWith(codes.join("\n"));
  expect(dialog(page).querySelector("[role=status]")?.textContent).toContain("copied");
  await click(byText(page, "button", "I have kept them"));
  expect(page.querySelector("dialog")).toBeNull();
  expect(page.textContent).toContain("Authenticator app On");
  expect(page.textContent).toContain("2 codes left");
  expect(page.textContent).toContain("Few left");
});

test("codes can be taken as a file and printed; a browser that does not copy says what else helps", async () => {
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
  const print = vi.fn();
  vi.stubGlobal("print", print);
  const files: Blob[] = [];
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    files.push(blob as Blob);
    return "blob:codes";
  });
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const { page } = await open(
    { "POST /api/me/second-factor/recovery-codes/": () => json({ recovery_codes: codes }) },
    on,
  );
  await click(byText(page, "button", "New codes…"));
  await fill(dialog(page), { password: "a long password" });
  await submit(dialog(page));
  await click(byText(page, "button", "Copy"));
  expect(dialog(page).querySelector("[role=status]")?.textContent).toContain("download them");
  await click(byText(page, "button", "Download"));
  expect(clicked).toHaveBeenCalledOnce();
  expect(await files[0]?.text()).toContain(codes.join("\n"));
  await click(byText(page, "button", "Print"));
  expect(print).toHaveBeenCalledOnce();
  vi.restoreAllMocks();
});

test("is switched off by password and code; each is blamed by itself", async () => {
  const answers = [problem("wrong-credentials"), problem("wrong-code"), new Response(null, { status: 204 })];
  const off = { second_factor: { enabled: false, recovery_codes_left: 0 } };
  const { page, calls } = await open({ "POST /api/me/second-factor/disable/": () => answers.shift()! }, on, off);
  await click(byText(page, "button", "Switch off…"));
  await submit(dialog(page));
  expect(focused()).toBe("password");
  expect(describedBy(page, "code")).toContain("Enter a code");
  await fill(dialog(page), { password: "wrong", code: "123 456" });
  await submit(dialog(page));
  expect(describedBy(page, "password")).toContain("not your password");
  await submit(dialog(page));
  expect(describedBy(page, "code")).toContain("not right");
  expect(focused()).toBe("code");
  await submit(dialog(page));
  expect(calls.filter((call) => call.path.endsWith("/disable/"))).toHaveLength(3);
  expect(page.querySelector("dialog")).toBeNull();
  expect(page.textContent).toContain("Authenticator app Off");
});

test("a password that is wrong stays in the dialog", async () => {
  const { page } = await open({ "POST /api/me/second-factor/": () => problem("wrong-credentials") });
  await click(byText(page, "button", "Set up…"));
  await fill(dialog(page), { password: "wrong" });
  await submit(dialog(page));
  expect(describedBy(page, "password")).toContain("not your password");
  await click(byText(page, "button", "Cancel"));
  expect(page.querySelector("dialog")).toBeNull();
});
