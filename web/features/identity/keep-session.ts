import { me } from "#contracts/me.ts";
import { call, whenForbidden } from "../../lib/client.ts";
import { session } from "./session.ts";

/** Asks again who is signed in and what they may do; whatever is on screen stays when no answer comes. */
export async function refreshSession(): Promise<void> {
  try {
    const answer = await call(me, {});
    if (session.value.status === "in") session.value = { status: "in", me: answer };
  } catch {
    // Nobody signed in is handled by the client; every other failure leaves what is known.
  }
}

// Only for who is signed in: a refused sign-in changes nothing.
whenForbidden(() => {
  if (session.value.status === "in") void refreshSession();
});

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("session") : undefined;

/** The cookie is shared: tells this browser's other windows that they now work in another tenant. */
export const tellOtherWindows = (): void => channel?.postMessage("changed");

const pause = 15_000;

/** Follows changes made elsewhere: in another window at once, by somebody else when the reader comes back to this one. */
export function keepSession(): () => void {
  let asked = Date.now();
  const refresh = () => {
    asked = Date.now();
    void refreshSession();
  };
  const back = () => {
    if (document.visibilityState === "visible" && Date.now() - asked > pause) refresh();
  };
  channel?.addEventListener("message", refresh);
  window.addEventListener("focus", back);
  document.addEventListener("visibilitychange", back);
  return () => {
    channel?.removeEventListener("message", refresh);
    window.removeEventListener("focus", back);
    document.removeEventListener("visibilitychange", back);
  };
}
