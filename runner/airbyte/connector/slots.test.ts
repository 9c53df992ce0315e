import { expect, test } from "vitest";
import { createSlots } from "./slots.ts";

const never = new AbortController().signal;

test("never more at once than there are slots, and what is waited for goes first", async () => {
  const slots = createSlots(2);
  const order: string[] = [];
  const open: (() => void)[] = [];
  let inside = 0;
  const use = (name: string, urgency: "interactive" | "background") =>
    slots.use(urgency, never, async () => {
      order.push(name);
      inside += 1;
      expect(inside).toBeLessThanOrEqual(2);
      await new Promise<void>((resolve) => open.push(resolve));
      inside -= 1;
    });
  const all = [use("a", "background"), use("b", "background"), use("c", "background"), use("d", "interactive")];
  for (let at = 0; at < all.length; at += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    open[at]?.();
  }
  await Promise.all(all);
  expect(order).toEqual(["a", "b", "d", "c"]);
});

test("who gives up waiting leaves the queue, and a failure frees its slot", async () => {
  const slots = createSlots(1);
  const first = slots.use("background", never, () => Promise.reject(new Error("broken")));
  const given = new AbortController();
  const second = slots.use("background", given.signal, async () => "ran");
  given.abort(new Error("gave up"));
  await expect(first).rejects.toThrow("broken");
  await expect(second).rejects.toThrow("gave up");
  await expect(slots.use("background", never, async () => "free")).resolves.toBe("free");
});
