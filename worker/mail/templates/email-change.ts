import type { Mail } from "../mail.ts";
import { when } from "../when.ts";
import { letter } from "./layout.ts";

/** To the new address. */
export function emailChangeMail({ link, expiresAt }: { readonly link: string; readonly expiresAt: number }): Mail {
  return letter({
    subject: "Confirm your new address for ADinsights",
    paragraphs: [
      "Follow the link to make this address the one you sign in with.",
      `It works once, until ${when(expiresAt)}. Until then your former address stays.`,
    ],
    action: { label: "Confirm this address", url: link },
    closing: "If you did not ask for this, ignore this mail: nothing changes.",
  });
}

/** To the new address, when an account has it already. */
export function addressTakenMail(): Mail {
  return letter({
    subject: "Your address already has an account at ADinsights",
    paragraphs: [
      "Somebody asked to use this address for another account. It belongs to yours, so nothing was changed.",
      "If it was you: sign in with this address, or give this account another address first.",
    ],
    closing: "If it was not you, there is nothing you need to do.",
  });
}
