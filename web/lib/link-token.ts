import { useEffect, useState } from "preact/hooks";

const held = (path: string) => `link-token:${path}`;

/**
 * The token that a mail's link carries behind `#`, where no server and no log sees it. It leaves the address bar at once and stays with this
 * entry of the browser's history, so that loading the page again still works.
 */
function takeLinkToken(): string | null {
  const path = location.pathname;
  const carried = new URLSearchParams(location.hash.slice(1)).get("token");
  const token = carried?.trim() ?? kept() ?? release(path);
  if (token !== null) history.replaceState({ token }, "", path + location.search);
  return token;
}

function kept(): string | null {
  const state: unknown = history.state;
  if (typeof state !== "object" || state === null || !("token" in state)) return null;
  return typeof state.token === "string" ? state.token : null;
}

function release(path: string): string | null {
  try {
    const token = sessionStorage.getItem(held(path));
    sessionStorage.removeItem(held(path));
    return token;
  } catch {
    return null;
  }
}

/** Keeps the token in this tab while its reader goes to sign in, for when they come back to `path`. */
export function holdLinkToken(path: string, token: string): void {
  try {
    sessionStorage.setItem(held(path), token);
  } catch {
    // Storage is switched off: the link has to be followed once more.
  }
}

interface LinkToken {
  token: string | null;
  /** It has done its work: loading the page again starts without it. */
  forget: () => void;
  /** Goes on as if there had been no link. */
  leave: () => void;
}

const forget = (): void => history.replaceState(null, "", location.pathname + location.search);

/** Follows a second link that is opened in the same tab, too. */
export function useLinkToken(): LinkToken {
  const [token, setToken] = useState(takeLinkToken);
  useEffect(() => {
    const follow = () => setToken(takeLinkToken());
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  const leave = () => {
    forget();
    setToken(null);
  };
  return { token, forget, leave };
}
