import type { Role } from "#contracts/capabilities.ts";
import type { Mail } from "../mail.ts";
import { when } from "../when.ts";
import { letter } from "./layout.ts";

interface Invite {
  /** The tenant's or agency's label. */
  readonly label: string;
  /** The name or address of who invites. */
  readonly inviter: string;
  readonly role: Role;
  readonly link: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export function inviteMail({ label, inviter, role, link, expiresAt }: Invite): Mail {
  return letter({
    subject: `${inviter} invites you to ${label} on ADinsights`,
    paragraphs: [
      `${inviter} invites you to work in ${label} on ADinsights, as ${roleName(role)}.`,
      `The invitation is for this address and works once, until ${when(expiresAt)}.`,
    ],
    action: { label: "Accept the invitation", url: link },
    closing: "If you do not know what this is about, ignore this mail: without the link nothing happens.",
  });
}

const roleName = (role: Role) => role.replaceAll("_", " ");
