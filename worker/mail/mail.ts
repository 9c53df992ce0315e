/** What is sent, and why; names the file and the line in lists. */
export const mailKinds = [
  "invite",
  "password-reset",
  "email-change",
  "address-taken",
  "email-change-asked",
  "email-changed",
  "password-changed",
  "second-factor-enabled",
  "second-factor-disabled",
  "second-factor-reset",
  "recovery-codes-renewed",
] as const;
export type MailKind = (typeof mailKinds)[number];

/** A mail as the templates make it, without its address. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
