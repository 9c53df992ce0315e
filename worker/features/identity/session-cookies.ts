import { uuidv7 } from "uuidv7";
import type { Config } from "../../env.ts";

/**
 * A cookie that only changes: with a sign-in and a switch of tenant. Isolates key what they remember of a session by the whole Cookie
 * header, so the change makes all of them look again.
 */
export function freshnessCookie(config: Config): string {
  const secure = config.ENVIRONMENT !== "development";
  return `${secure ? "__Secure-" : ""}adinsights.switched=${uuidv7()}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800${secure ? "; Secure" : ""}`;
}

export function clearedCookies(config: Config): string[] {
  const secure = config.ENVIRONMENT !== "development";
  return ["session_token", "switched"].map(
    (name) =>
      `${secure ? "__Secure-" : ""}adinsights.${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure ? "; Secure" : ""}`,
  );
}
