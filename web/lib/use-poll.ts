import { useEffect } from "preact/hooks";

/** Calls `reload` again and again while the page is in sight. */
export function usePoll(reload: () => void, everyMs: number): void {
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (document.visibilityState === "visible") reload();
    }, everyMs);
    return () => window.clearInterval(timer);
  }, [reload, everyMs]);
}
