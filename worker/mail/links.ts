import type { Config } from "../env.ts";

const pages = { "password-reset": "/password-reset", invite: "/invite", "email-change": "/email-change" } as const;

/**
 * A link of a mail. The token is behind `#`, which browsers keep to themselves: it comes into no log and no Referer, and a mail scanner that
 * opens the page uses nothing up.
 */
export function mailLink({ APP_URL }: Pick<Config, "APP_URL">, page: keyof typeof pages, token: string): string {
  return `${new URL(pages[page], APP_URL).href}#token=${token}`;
}
