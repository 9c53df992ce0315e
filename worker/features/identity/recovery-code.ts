/** Digits and letters without those that are taken for one another: 0 and o, 1, i and l. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
const groups = 3;
const groupLength = 4;
const symbols = groups * groupLength;

/** How many one gets. */
export const recoveryCodeCount = 10;

/** E.g. `k7mw-x3pq-9tdn`: 59 random bits. */
export function makeRecoveryCode(): string {
  const text = Array.from({ length: symbols }, randomSymbol).join("");
  return Array.from({ length: groups }, (_, at) => text.slice(at * groupLength, (at + 1) * groupLength)).join("-");
}

export const makeRecoveryCodes = (): string[] => Array.from({ length: recoveryCodeCount }, makeRecoveryCode);

/** The code as it is hashed, however it was typed; undefined when it cannot be one. */
export function plainRecoveryCode(typed: string): string | undefined {
  const plain = typed.replaceAll(/[\s-]/g, "").toLowerCase();
  return plain.length === symbols && [...plain].every((symbol) => alphabet.includes(symbol)) ? plain : undefined;
}

/** SHA-256 in hex, of the code and whose it is, so that no table of codes fits two people. */
export async function hashRecoveryCode(userId: string, plain: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${userId} ${plain}`));
  return new Uint8Array(digest).toHex();
}

/** Each symbol as likely as another: what does not divide evenly is drawn again. */
function randomSymbol(): string {
  for (;;) {
    const [drawn] = crypto.getRandomValues(new Uint8Array(1));
    const symbol = alphabet[drawn! & 31];
    if (symbol !== undefined) return symbol;
  }
}
