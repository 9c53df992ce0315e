export const home = "/dashboards/campaigns";

/** Where to go after sign-in: a path of this origin, never a foreign address and never the sign-in page itself. */
export function safeNext(next: string | null | undefined, origin: string = location.origin): string {
  if (!next?.startsWith("/")) return home;
  const url = URL.parse(next, origin);
  if (!url || url.origin !== origin || url.pathname.startsWith("//")) return home;
  if (/^\/login\/?$/.test(url.pathname)) return home;
  return url.pathname + url.search + url.hash;
}

export const loginPath = (from: string): string => `/login?next=${encodeURIComponent(from)}`;
