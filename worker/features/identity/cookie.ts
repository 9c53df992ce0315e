import type { Config } from "../../env.ts";

interface CookieInit {
  readonly value: string;
  /** Seconds; 0 takes the cookie back. */
  readonly maxAge: number;
  readonly path?: string;
}

/** Plain HTTP serves development alone, and there browsers take no Secure cookie. */
const isSecure = (config: Config) => config.ENVIRONMENT !== "development";

const fullName = (config: Config, name: string) => `${isSecure(config) ? "__Secure-" : ""}adinsights.${name}`;

/** A Set-Cookie value that no script can read. */
export function setCookie(config: Config, name: string, { value, maxAge, path = "/" }: CookieInit): string {
  const secure = isSecure(config) ? "; Secure" : "";
  return `${fullName(config, name)}=${value}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`;
}

/** The value of our cookie in a Cookie header, as it was sent; undefined when it is not there. */
export function readCookie(config: Config, header: string, name: string): string | undefined {
  const prefix = `${fullName(config, name)}=`;
  const pairs = header.split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
}
