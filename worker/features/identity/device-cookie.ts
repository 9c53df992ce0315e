import type { Config } from "../../env.ts";
import { readCookie, setCookie } from "./cookie.ts";

/**
 * A browser that signed in before is known by a signed cookie, and its tries are counted by themselves: so nobody else's wrong passwords lock
 * its owner out. The cookie says nothing of whose it is; the signature is over the account, a random name and when it was given.
 */
const lifetime = 180 * 24 * 60 * 60;
/** Accounts that one browser may be known to. */
const accountsOfABrowser = 5;
const entryPattern = /^([a-z0-9]{1,10})-([A-Za-z0-9_-]{22})-([A-Za-z0-9_-]{43})$/;

const url = { alphabet: "base64url", omitPadding: true } as const;

const name = "device";

/** The name that the browser has for this account, if it is known to it. `account`: `accountOf(email)`. */
export async function knownDevice(
  config: Config,
  headers: Headers,
  account: string,
  now: number,
): Promise<string | undefined> {
  for (const entry of entriesIn(config, headers)) {
    const device = await deviceOf(config, entry, account);
    if (device && device.since + lifetime * 1000 > now) return device.id;
  }
  return undefined;
}

/** The Set-Cookie value that makes the browser known to the account, and leaves it known to others. */
export async function deviceCookie(config: Config, headers: Headers, account: string, now: number): Promise<string> {
  const others: string[] = [];
  for (const entry of entriesIn(config, headers)) {
    if (!(await deviceOf(config, entry, account))) others.push(entry);
  }
  const since = now.toString(36);
  const id = crypto.getRandomValues(new Uint8Array(16)).toBase64(url);
  const mac = await crypto.subtle.sign("HMAC", await keyOf(config), signed(account, id, since));
  const entries = [`${since}-${id}-${new Uint8Array(mac).toBase64(url)}`, ...others].slice(0, accountsOfABrowser);
  return setCookie(config, name, { value: entries.join("~"), maxAge: lifetime, path: "/api/auth/" });
}

/** SHA-256 of the e-mail in hex: what names an account, whether or not there is one. */
export async function accountOf(email: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(email.trim().toLowerCase()));
  return new Uint8Array(digest).toHex();
}

function entriesIn(config: Config, headers: Headers): string[] {
  const value = readCookie(config, headers.get("cookie") ?? "", name) ?? "";
  return value
    .split("~")
    .slice(0, accountsOfABrowser)
    .filter((entry) => entryPattern.test(entry));
}

async function deviceOf(config: Config, entry: string, account: string) {
  const [, since = "", id = "", mac = ""] = entry.match(entryPattern) ?? [];
  const valid = await crypto.subtle.verify(
    "HMAC",
    await keyOf(config),
    Uint8Array.fromBase64(mac, url),
    signed(account, id, since),
  );
  return valid ? { id, since: Number.parseInt(since, 36) } : undefined;
}

const signed = (account: string, id: string, since: string) =>
  new TextEncoder().encode(`device ${account} ${id} ${since}`);

const keyOf = (config: Config) =>
  crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(config.AUTH_SECRET),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign", "verify"],
  );
