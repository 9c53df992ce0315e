import fc from "fast-check";
import { encode } from "uqr";
import { expect, test } from "vitest";
import { pathOf } from "./qr-code.tsx";

/** Paints the path again, module by module. */
function paint(path: string, width: number, height: number): boolean[][] {
  const rows = Array.from({ length: height }, () => Array.from({ length: width }, () => false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let at = Number(x); at < Number(x) + Number(length); at++) rows[Number(y)]![at] = true;
  }
  return rows;
}

test("the path covers the dark modules and no others", () => {
  const rows = fc.integer({ min: 1, max: 12 }).chain((width) => {
    const row = fc.array(fc.boolean(), { minLength: width, maxLength: width });
    return fc.array(row, { minLength: 1, maxLength: 12 });
  });
  fc.assert(
    fc.property(rows, (data) => {
      expect(paint(pathOf(data), data[0]!.length, data.length)).toEqual(data);
    }),
  );
});

test("a real code keeps its quiet zone", () => {
  const { data, size } = encode("otpauth://totp/ADinsights:ana?secret=JBSWY3DPEHPK3PXP", { ecc: "M", border: 4 });
  expect(paint(pathOf(data), size, size)).toEqual(data);
  expect(data.slice(0, 4).flat()).not.toContain(true);
});
