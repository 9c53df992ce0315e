import { signal } from "@preact/signals";

/** The current time in milliseconds, moved every 20 s, so that "5 minutes ago" stays true on an open page. */
export const now = signal(Date.now());

export function startClock(): () => void {
  const timer = window.setInterval(() => {
    now.value = Date.now();
  }, 20_000);
  return () => window.clearInterval(timer);
}
