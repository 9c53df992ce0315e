import { readFile } from "node:fs/promises";
import { Marked } from "marked";
import type { Plugin } from "vite";

/** A heading's address within its page, as GitHub makes it. */
export const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

const marked = new Marked({
  renderer: {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${slugOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    // Tables may be wider than the page: they scroll by themselves.
    table(token) {
      const row = (cells: typeof token.header) => `<tr>${cells.map((cell) => this.tablecell(cell)).join("")}</tr>`;
      const body = token.rows.map(row).join("");
      return `<div class="doc-table" tabindex="0"><table><thead>${row(token.header)}</thead><tbody>${body}</tbody></table></div>\n`;
    },
    code({ text, lang }) {
      const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
      return `<pre tabindex="0"><code data-lang="${lang ?? ""}">${escaped}</code></pre>\n`;
    },
  },
});

/** What a page gets when it imports an `.md` file: a document of this repository as HTML, its headings with the ids that GitHub gives them. */
export function markdown(): Plugin {
  return {
    name: "markdown",
    enforce: "pre",
    async load(id) {
      if (!id.endsWith(".md")) return undefined;
      const html = await marked.parse(await readFile(id, "utf8"));
      return { code: `export default ${JSON.stringify(html)};`, moduleType: "js" };
    },
  };
}
