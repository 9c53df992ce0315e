/** Where people land who asked for no page. */
export const home = "/dashboards/campaigns";

/** A path that a sign-in may lead on to: a page of this origin, never a foreign address, the API, or the sign-in page itself. */
export function pageOfOurs(next: string | null | undefined, origin: string): string | undefined {
  if (!next?.startsWith("/")) return undefined;
  const url = URL.parse(next, origin);
  if (!url || url.origin !== origin || url.pathname.startsWith("//")) return undefined;
  if (/^\/(login\/?$|api\/)/.test(url.pathname)) return undefined;
  return url.pathname + url.search + url.hash;
}
