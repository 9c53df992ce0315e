import { useCallback, useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";

/** Holds links that lead away while something would be lost; the browser itself asks when the window closes. */
export function useLeaveGuard(active: boolean, within: string) {
  const { route } = useLocation();
  const [wanted, setWanted] = useState<string | null>(null);

  useEffect(() => {
    if (!active) return;
    const unload = (event: BeforeUnloadEvent) => event.preventDefault();
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target || event.ctrlKey || event.metaKey || event.shiftKey)
        return;
      const { origin, pathname, search, hash } = new URL(link.href, location.href);
      if (origin !== location.origin || pathname === within) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(pathname + search + hash);
    };
    window.addEventListener("beforeunload", unload);
    // Before the router hears of it.
    document.addEventListener("click", follow, true);
    return () => {
      window.removeEventListener("beforeunload", unload);
      document.removeEventListener("click", follow, true);
    };
  }, [active, within]);

  const stay = useCallback(() => setWanted(null), []);
  const leave = useCallback(() => wanted && route(wanted), [wanted, route]);
  return { asked: wanted !== null, stay, leave };
}
