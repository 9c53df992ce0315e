import type { Mail, MailKind } from "../mail.ts";
import { when } from "../when.ts";
import { letter } from "./layout.ts";

/** Mails that tell a person what happened to their account; they hold no secret and no link with a token. */
export const noticeKinds = [
  "email-change-asked",
  "email-changed",
  "password-changed",
  "second-factor-enabled",
  "second-factor-disabled",
  "second-factor-reset",
  "recovery-codes-renewed",
] as const satisfies readonly MailKind[];
export type NoticeKind = (typeof noticeKinds)[number];

interface Notice {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The new address, of the two about addresses. */
  readonly newEmail?: string | undefined;
  /** Where `/password-reset` is. */
  readonly resetUrl: string;
}

type Told = { readonly subject: string; readonly told: (notice: Notice) => string };

const notices: Readonly<Record<NoticeKind, Told>> = {
  "email-change-asked": {
    subject: "A new address for your ADinsights account was asked for",
    told: ({ at, newEmail }) =>
      `On ${when(at)} a change of your address to ${newEmail} was asked for. It takes effect once the link in the mail to that address is followed.`,
  },
  "email-changed": {
    subject: "The address of your ADinsights account was changed",
    told: ({ at, newEmail }) => `On ${when(at)} the address you sign in with was changed to ${newEmail}.`,
  },
  "password-changed": {
    subject: "Your ADinsights password was changed",
    told: ({ at }) => `On ${when(at)} the password of your account was changed, and other sessions were ended.`,
  },
  "second-factor-enabled": {
    subject: "Your ADinsights account now asks for a second factor",
    told: ({ at }) => `On ${when(at)} the second factor of your account was switched on.`,
  },
  "second-factor-disabled": {
    subject: "The second factor of your ADinsights account was switched off",
    told: ({ at }) => `On ${when(at)} the second factor of your account was switched off.`,
  },
  "second-factor-reset": {
    subject: "The second factor of your ADinsights account was removed by us",
    told: ({ at }) =>
      `On ${when(at)} we removed the second factor of your account, as was asked of us. You sign in with your password alone now; please set up a second factor again.`,
  },
  "recovery-codes-renewed": {
    subject: "Your ADinsights account has new recovery codes",
    told: ({ at }) => `On ${when(at)} new recovery codes were made. The old ones no longer work.`,
  },
};

export function noticeMail(kind: NoticeKind, notice: Notice): Mail {
  const { subject, told } = notices[kind];
  return letter({
    subject,
    paragraphs: [told(notice)],
    closing: `If it was not you, set a new password at ${notice.resetUrl} at once: that ends all sessions. Then tell whoever manages your tenant.`,
  });
}
