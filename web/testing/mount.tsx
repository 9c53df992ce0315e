import { type ComponentChild, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach } from "vitest";

const roots: HTMLElement[] = [];

afterEach(() => {
  for (const root of roots.splice(0)) {
    render(null, root);
    root.remove();
  }
});

/** Renders into the document and waits until what it asked for has settled. */
export async function mount(tree: ComponentChild): Promise<HTMLElement> {
  const root = document.createElement("div");
  document.body.append(root);
  roots.push(root);
  await act(() => render(tree, root));
  await settle();
  return root;
}

/** Lets answers arrive and their renderings finish. */
export async function settle(turns = 6): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await act(() => new Promise((done) => setTimeout(done, 0)));
}

export async function click(target: Element | null | undefined): Promise<void> {
  if (!(target instanceof HTMLElement)) throw new Error("There is nothing to click");
  await act(() => target.click());
  await settle();
}

export async function type(target: Element | null, text: string): Promise<void> {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement))
    throw new Error("There is no input to type into");
  await act(() => {
    target.value = text;
    target.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

export async function press(target: Element | null, key: string): Promise<void> {
  await act(() => {
    target?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  });
  await settle();
}

export const byText = (root: ParentNode, selector: string, text: string): HTMLElement | undefined =>
  [...root.querySelectorAll<HTMLElement>(selector)].find((each) => each.textContent?.includes(text));
