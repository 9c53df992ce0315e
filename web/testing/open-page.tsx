import type { Me } from "#contracts/me.ts";
import { session } from "../features/identity/session.ts";
import { App } from "../routes.tsx";
import { type Call, fakeApi, json } from "./fake-api.ts";
import { mount } from "./mount.tsx";

type Handlers = Parameters<typeof fakeApi>[0];

/** The whole page at an address, for somebody who is signed in. `me` may change while it is open. */
export async function openPage(
  path: string,
  me: Me | (() => Me),
  handlers: Handlers,
): Promise<{ page: HTMLElement; calls: Call[] }> {
  session.value = { status: "unknown" };
  history.replaceState(null, "", path);
  const calls = fakeApi({ "GET /api/me/": () => json(typeof me === "function" ? me() : me), ...handlers });
  return { page: await mount(<App />), calls };
}
