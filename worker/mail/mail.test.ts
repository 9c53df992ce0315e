import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeHtml } from "./escape-html.ts";
import { mailLink } from "./links.ts";
import { type OutgoingMail, openMailer } from "./mailer.ts";
import { addressTakenMail, emailChangeMail } from "./templates/email-change.ts";
import { inviteMail } from "./templates/invite.ts";
import { noticeKinds, noticeMail } from "./templates/notices.ts";
import { passwordResetMail } from "./templates/password-reset.ts";
import { when } from "./when.ts";

const sink = { kind: "sink", url: "http://sink.test/box/", token: "a-token-of-this-test-only" } as const;
const mail: OutgoingMail = { to: "ann@acme.test", kind: "invite", subject: "s", text: "secret words", html: "<p>" };
const at = Date.UTC(2026, 10, 24, 14, 5);
const link = "https://app.test/invite#token=adi_abc";

test("a mail goes to the sink with its token", async () => {
  const asked: Request[] = [];
  const mailer = openMailer({ MAIL: sink }, async (input, init) => {
    asked.push(new Request(input, init));
    return new Response(null, { status: 201 });
  });
  await mailer.send({ ...mail, id: "task-1" });
  expect(asked.map(({ url, method }) => `${method} ${url}`)).toEqual(["POST http://sink.test/box/mails"]);
  expect(asked[0]!.headers.get("authorization")).toBe(`Bearer ${sink.token}`);
  expect(await asked[0]!.json()).toEqual({ ...mail, id: "task-1" });
});

test("a mail that is not taken is an error, which says nothing of the mail", async () => {
  const refusing = openMailer({ MAIL: sink }, async () => new Response("secret words", { status: 503 }));
  await expect(refusing.send(mail)).rejects.toThrow(
    /^The mail sink did not take a mail of kind invite: it answered 503$/,
  );
  await expect(openMailer({ MAIL: undefined }).send(mail)).rejects.toThrow("give the Worker the variable MAIL");
});

test("every mail reads well as text and as HTML, and carries its link whole in both", () => {
  const mails = [
    inviteMail({ label: "Acme", inviter: "Ann", role: "agency_lead", link, expiresAt: at }),
    passwordResetMail({ link, expiresAt: at }),
    emailChangeMail({ link, expiresAt: at }),
  ];
  for (const { subject, text, html } of mails) {
    expect(text).toContain(`\n${link}\n`);
    expect(text).toContain("24 November 2026, 14:05 UTC");
    expect(html).toContain(`href="${link}"`);
    expect(html).toContain(`<title>${subject}</title>`);
    expect(html).not.toMatch(/<(script|img|link)|src=/);
  }
  expect(mails[0]!.text).toContain("Ann invites you to work in Acme on ADinsights, as agency lead.");
});

test("notices carry no link with a token, and say what to do", () => {
  const resetUrl = "https://app.test/password-reset";
  const mails = [
    ...noticeKinds.map((kind) => noticeMail(kind, { at, newEmail: "new@acme.test", resetUrl })),
    addressTakenMail(),
  ];
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(mails.length);
  for (const { text, html } of mails) {
    expect(text + html).not.toMatch(/#token=|undefined/);
    expect(text).toContain("If it was not you");
  }
});

test("what people call themselves or their tenant is never markup, nor breaks a subject", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (label, inviter) => {
      const { subject, html } = inviteMail({
        label: `${label}<b>\r\nBcc: x`,
        inviter,
        role: "viewer",
        link,
        expiresAt: at,
      });
      expect(subject).not.toMatch(/[\r\n]/);
      expect(html).not.toContain("<b>");
      expect(html.match(/<a /g)).toHaveLength(1);
    }),
  );
  expect(escapeHtml(`<a href="x" title='y'>&amp;`)).toBe("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;");
});

test("a link has its token behind the #, on the page of its purpose", () => {
  const url = new URL(mailLink({ APP_URL: "https://app.test" }, "password-reset", "adp_x"));
  expect([url.origin, url.pathname, url.search, url.hash]).toEqual([
    "https://app.test",
    "/password-reset",
    "",
    "#token=adp_x",
  ]);
});

test("instants are told in UTC", () => {
  expect(when(at)).toBe("24 November 2026, 14:05 UTC");
});
