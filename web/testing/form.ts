import { act } from "preact/test-utils";
import { settle, type } from "./mount.tsx";

const named = (page: ParentNode, name: string) => page.querySelector<HTMLInputElement>(`[name="${name}"]`);

/** Types into fields by their names. */
export async function fill(page: ParentNode, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await type(named(page, name), value);
}

/** As Enter in a field does. */
export async function submit(page: ParentNode): Promise<void> {
  await act(() => page.querySelector("form")?.requestSubmit());
  await settle();
}

/** What a screen reader reads after the field's name. */
export function describedBy(page: ParentNode, name: string): string {
  const ids = named(page, name)?.getAttribute("aria-describedby")?.split(" ") ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
}

export const focused = (): string | null => document.activeElement?.getAttribute("name") ?? null;

/** Fields without a name that a screen reader could read. */
export const unlabelled = (page: ParentNode): string[] =>
  [...page.querySelectorAll<HTMLInputElement>("input:not([hidden]), select, textarea")]
    .filter((input) => !input.getAttribute("aria-label") && !document.querySelector(`label[for="${input.id}"]`))
    .map((input) => input.outerHTML);
