import { Cron } from "croner";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromQuartz, toQuartz } from "./quartz.ts";

test.each([
  ["15 2 * * 1-5", "0 15 2 ? * 2,3,4,5,6"],
  ["*/15 6-22 * * *", "0 */15 6-22 * * ?"],
  ["0 12 1 JAN,JUL *", "0 0 12 1 1,7 ?"],
  ["0 9 * * 0", "0 0 9 ? * 1"],
  ["0 9 * * 7", "0 0 9 ? * 1"],
  ["5/20 * * * *", "0 5-59/20 * * * ?"],
])("%s is %s in Quartz", (cron, quartz) => {
  expect(toQuartz(cron)).toBe(quartz);
});

test.each([
  ["0 0 12 * * ?", { expression: "0 12 * * *", timeZone: null }],
  ["0 0 12 * * ? UTC", { expression: "0 12 * * *", timeZone: "UTC" }],
  ["0 15 2 ? * MON-FRI America/Jamaica", { expression: "15 2 * * 1,2,3,4,5", timeZone: "America/Jamaica" }],
  ["0 15 2 ? * MON-FRI", { expression: "15 2 * * 1,2,3,4,5", timeZone: null }],
  ["0 0/30 * * * ? *", { expression: "0-59/30 * * * *", timeZone: null }],
  ["0 0 8 ? * FRI-MON * Etc/UTC", { expression: "0 8 * * 0,1,5,6", timeZone: "Etc/UTC" }],
])("Airbyte's %s is read", (quartz, cron) => {
  expect(fromQuartz(quartz)).toEqual(cron);
});

test("what the other spelling cannot say is null, and so is what is no schedule", () => {
  for (const quartz of [
    "30 0 12 * * ?",
    "0 0 12 L * ?",
    "0 0 12 ? * 2#1",
    "0 0 12 15W * ?",
    "0 0 12 * * ? 2027",
    "no",
    "",
  ])
    expect(fromQuartz(quartz)).toBeNull();
  for (const cron of ["0 12 1 * 1", "* * * *", "0 12 * * 8", "0 12 L * *", "words"]) expect(toQuartz(cron)).toBeNull();
});

const number = (from: number, to: number) => fc.integer({ min: from, max: to }).map(String);
const field = (from: number, to: number) => {
  const range = fc.tuple(fc.integer({ min: from, max: to }), fc.integer({ min: from, max: to })).map(([a, b]) => {
    return `${Math.min(a, b)}-${Math.max(a, b)}`;
  });
  const step = fc.integer({ min: 1, max: to }).map((every) => `*/${every}`);
  const list = fc.array(number(from, to), { minLength: 1, maxLength: 4 }).map((all) => all.join(","));
  return fc.oneof(fc.constant("*"), number(from, to), range, step, list);
};

test("there and back starts at the same instants", () => {
  const days = fc.oneof(
    fc.tuple(field(1, 28), fc.constant("*")), //
    fc.tuple(fc.constant("*"), field(0, 6)),
  );
  const after = new Date("2026-03-01T00:00:00Z");
  fc.assert(
    fc.property(field(0, 59), field(0, 23), days, field(1, 12), (minute, hour, [day, weekday], month) => {
      const cron = `${minute} ${hour} ${day} ${month} ${weekday}`;
      const back = fromQuartz(`${toQuartz(cron)} UTC`);
      expect(back?.timeZone).toBe("UTC");
      const starts = (expression: string) => new Cron(expression, { timezone: "UTC" }).nextRuns(20, after);
      expect(starts(back!.expression)).toEqual(starts(cron));
    }),
    { numRuns: 200 },
  );
});
