import type { Config } from "../env.ts";
import type { Mail, MailKind } from "./mail.ts";
import { sendToSink } from "./sink.ts";

/** The one seam through which mail leaves. Throws when the mail was not taken, so that the job that sends it is tried again. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<void>;
}

export interface OutgoingMail extends Mail {
  readonly to: string;
  readonly kind: MailKind;
  /** The same for every try of one mail: a second one with it is not delivered again. Leave it out where each try says something else. */
  readonly id?: string;
}

/** `fetch` is injected by tests. */
export function openMailer({ MAIL }: Pick<Config, "MAIL">, fetcher: typeof fetch = fetch): Mailer {
  return {
    async send(mail) {
      if (!MAIL) throw new Error("Mail is not set up: give the Worker the variable MAIL (.dev.vars.example says how)");
      await sendToSink(MAIL, mail, fetcher);
    },
  };
}
