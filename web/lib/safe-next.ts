import { home, pageOfOurs } from "#contracts/next-path.ts";

export { home };

/** Where to go after sign-in: a page of this origin, never a foreign address and never the sign-in page itself. */
export function safeNext(next: string | null | undefined, origin: string = location.origin): string {
  return pageOfOurs(next, origin) ?? home;
}

export const loginPath = (from: string): string => `/login?next=${encodeURIComponent(from)}`;
