import fc from "fast-check";
import { expect, test } from "vitest";
import { addRows, type ShownMeasure, Sums, shownMeasures } from "./sums.ts";

const most = 2 ** 53 - 1;

function perMeasure<T>(make: (measure: ShownMeasure, at: number) => T): Record<ShownMeasure, T> {
  return Object.fromEntries(shownMeasures.map((measure, at) => [measure, make(measure, at)])) as Record<
    ShownMeasure,
    T
  >;
}

test("sums stay exact beyond 2^53, by group and in total", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(2), fc.oneof(fc.integer(), fc.integer({ min: -most, max: most }))), { maxLength: 200 }),
      (pairs) => {
        const rows = Int32Array.from(pairs, (_, row) => row);
        const groups = Int32Array.from(pairs, ([group]) => group + 10);
        // Each measure has the values in another order, so that one that is taken for another shows.
        const column = (shift: number) => pairs.map((_, row) => pairs[(row + shift) % pairs.length]![1]);
        const columns = perMeasure((_, at) => Float64Array.from(column(at)));
        const all = perMeasure(() => new Sums(3));
        addRows(all, rows, groups, 10, columns);

        for (const measure of shownMeasures) {
          const sums = all[measure];
          const plain = (wanted: (group: number) => boolean) =>
            pairs.reduce((total, [group], row) => (wanted(group) ? total + BigInt(columns[measure][row]!) : total), 0n);
          for (const group of [0, 1, 2]) expect(sums.exact(group)).toBe(plain((other) => other === group));
          expect(sums.total().exact(0)).toBe(plain(() => true));
          expect(Math.sign(sums.compare(0, 1))).toBe(Math.sign(Number(sums.exact(0) - sums.exact(1))));
        }
      },
    ),
  );
});

test("millionths become the nearest number of units", () => {
  const sums = new Sums(2);
  sums.add(0, 1_234_567);
  for (let k = 0; k < 3; k++) sums.add(1, most);
  expect(sums.units(0)).toBe(1.234567);
  expect(sums.exact(1)).toBe(27021597764222973n);
  expect(sums.units(1)).toBe(27021597764.222973);
});
