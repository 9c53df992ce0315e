import type { Mail } from "../mail.ts";
import { when } from "../when.ts";
import { letter } from "./layout.ts";

export function passwordResetMail({ link, expiresAt }: { readonly link: string; readonly expiresAt: number }): Mail {
  return letter({
    subject: "Set a new password for ADinsights",
    paragraphs: [
      "Somebody, most likely you, asked to set a new password for your account.",
      `The link works once, until ${when(expiresAt)}. A new password signs you out everywhere.`,
    ],
    action: { label: "Set a new password", url: link },
    closing: "If it was not you, ignore this mail: your password stays as it is.",
  });
}
