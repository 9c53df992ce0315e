/** What each of our opaque tokens begins with, so that one in the wrong place, or leaked in public, can be told. */
export const tokenPrefixes = {
  "password-reset": "adp_",
  "email-change": "ade_",
  invite: "adi_",
  "second-factor": "ads_",
  refresh: "adr_",
  key: "adk_",
  webhook: "adw_",
} as const;

export type TokenKind = keyof typeof tokenPrefixes;

const secretPattern = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits behind the prefix. */
export function makeToken(kind: TokenKind): string {
  const secret = crypto.getRandomValues(new Uint8Array(32)).toBase64({ alphabet: "base64url", omitPadding: true });
  return tokenPrefixes[kind] + secret;
}

/** What the token was made for; undefined when it is none of ours. */
export function kindOf(token: string): TokenKind | undefined {
  const found = Object.entries(tokenPrefixes).find(([, prefix]) => token.startsWith(prefix));
  return found && secretPattern.test(token.slice(4)) ? (found[0] as TokenKind) : undefined;
}

/** SHA-256 in hex: what is stored. A token has 256 random bits, so nothing slower is needed. */
export async function hashToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return new Uint8Array(digest).toHex();
}
