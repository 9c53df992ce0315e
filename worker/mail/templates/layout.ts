import { escapeHtml } from "../escape-html.ts";
import type { Mail } from "../mail.ts";

interface Letter {
  readonly subject: string;
  /** Plain text; escaped where HTML is made of it. */
  readonly paragraphs: readonly string[];
  readonly action?: { readonly label: string; readonly url: string };
  /** In small letters below: what to do when one did not expect this mail. */
  readonly closing: string;
}

const styles = {
  page: "margin:0;padding:32px 16px;background:#f4f5f7;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1c2430",
  card: "max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border-radius:12px;border:1px solid #e2e5ea",
  brand: "margin:0 0 24px;font-size:14px;font-weight:600;color:#5b6675",
  heading: "margin:0 0 16px;font-size:20px;line-height:1.35;font-weight:600",
  paragraph: "margin:0 0 16px;font-size:15px;line-height:1.6",
  button:
    "display:inline-block;margin:8px 0 24px;padding:12px 20px;background:#1f4fd8;color:#ffffff;border-radius:8px;font-size:15px;font-weight:600;text-decoration:none",
  link: "margin:0 0 16px;font-size:13px;line-height:1.5;color:#5b6675;word-break:break-all",
  closing: "margin:24px 0 0;padding-top:16px;border-top:1px solid #e2e5ea;font-size:13px;line-height:1.5;color:#5b6675",
} as const;

/** One look for every mail, as text and as HTML that needs nothing from outside. */
export function letter({ subject, paragraphs, action, closing }: Letter): Mail {
  return { subject: oneLine(subject), text: asText(), html: asHtml() };

  function asText(): string {
    const link = action ? [`${action.label}:\n${action.url}`] : [];
    return `${[...paragraphs, ...link, closing, "ADinsights"].join("\n\n")}\n`;
  }

  function asHtml(): string {
    const part = (tag: string, style: keyof typeof styles, text: string) =>
      `<${tag} style="${styles[style]}">${escapeHtml(text)}</${tag}>`;
    const link = action
      ? [
          `<a style="${styles.button}" href="${escapeHtml(action.url)}">${escapeHtml(action.label)}</a>`,
          part("p", "link", `Or copy this address into your browser: ${action.url}`),
        ]
      : [];
    return [
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
      `<body style="${styles.page}"><div style="${styles.card}">`,
      part("p", "brand", "ADinsights"),
      part("h1", "heading", subject),
      ...paragraphs.map((paragraph) => part("p", "paragraph", paragraph)),
      ...link,
      part("p", "closing", closing),
      "</div></body></html>",
    ].join("\n");
  }
}

/** Names of people and tenants stand in subjects: no line break may come in with them. */
const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim().slice(0, 200);
