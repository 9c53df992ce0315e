import { escapeHtml } from "./escape-html.ts";
import type { MailHead, SunkMail } from "./sink-reader.ts";

const link = /https?:\/\/[^\s<>"']+/g;

export function listPage(mails: readonly MailHead[]): string {
  const rows = mails.map(
    ({ id, at, to, subject, kind }) =>
      `<tr><td><time datetime="${escapeHtml(at)}">${escapeHtml(shortTime(at))}</time></td><td>${escapeHtml(to)}</td>` +
      `<td><a href="/dev/mail/${encodeURIComponent(id)}">${escapeHtml(subject)}</a></td><td>${escapeHtml(kind)}</td></tr>`,
  );
  const table = `<table><thead><tr><th>Sent (UTC)</th><th>To</th><th>Subject</th><th>Kind</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
  return page("Mail", mails.length > 0 ? table : "<p>No mail was sent yet.</p>");
}

export function mailPage({ at, to, subject, text }: SunkMail): string {
  const head = `<dl><dt>To</dt><dd>${escapeHtml(to)}</dd><dt>Sent</dt><dd>${escapeHtml(shortTime(at))} UTC</dd></dl>`;
  return page(subject, `<p><a href="/dev/mail">All mail</a></p>${head}<pre>${withLinks(text)}</pre>`);
}

/** The addresses in a plain text become links; everything is escaped. */
function withLinks(text: string): string {
  let html = "";
  let from = 0;
  for (const { 0: url, index } of text.matchAll(link)) {
    html += escapeHtml(text.slice(from, index));
    html += `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(url)}</a>`;
    from = index + url.length;
  }
  return html + escapeHtml(text.slice(from));
}

const shortTime = (at: string) => at.slice(0, 19).replace("T", " ");

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} · mail of this machine</title>
<link rel="stylesheet" href="/dev/mail/style.css"></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}
</main></body>
</html>
`;

export const style = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.4rem; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; }
dd { margin: 0; }
pre { padding: 1rem; border: 1px solid #8884; border-radius: 0.5rem; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
