import { uuidv7 } from "uuidv7";
import type { Config } from "../../env.ts";
import { readCookie, setCookie } from "./cookie.ts";

const week = 7 * 24 * 60 * 60;
const session = "session_token";
const switched = "switched";

/**
 * A cookie that only changes: with a sign-in and a switch of tenant. Isolates key what they remember of a session by the whole Cookie
 * header, so the change makes all of them look again.
 */
export function freshnessCookie(config: Config): string {
  return setCookie(config, switched, { value: uuidv7(), maxAge: week });
}

export function clearedCookies(config: Config): string[] {
  return [session, switched].map((name) => setCookie(config, name, { value: "", maxAge: 0 }));
}

/**
 * The session's token, if the cookie bears our signature. better-auth sets the cookie: token, dot, HMAC-SHA-256 of the token in base64, all of it
 * percent-encoded. It is read here because opening better-auth for each look costs more than all the rest of knowing who calls.
 */
export async function sessionToken(config: Config, header: string): Promise<string | undefined> {
  const [, token = "", signature = ""] = decoded(readCookie(config, header, session))?.match(cookiePattern) ?? [];
  if (token === "") return undefined;
  const text = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", text.encode(config.AUTH_SECRET), algorithm, false, ["verify"]);
  const valid = await crypto.subtle.verify("HMAC", key, Uint8Array.fromBase64(signature), text.encode(token));
  return valid ? token : undefined;
}

const cookiePattern = /^([A-Za-z0-9]+)\.([A-Za-z0-9+/]{43}=)$/;

function decoded(value: string | undefined): string | undefined {
  try {
    return value && decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
