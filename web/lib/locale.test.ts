import { expect, test } from "vitest";
import { englishOf } from "./locale.ts";

test.each([
  [["de-AT", "en-GB", "en"], "en-GB"],
  [["en-US@posix"], "en"],
  [["en-US@posix", "en-JM"], "en-JM"],
  [["entirely-else"], "en"],
  [[], "en"],
])("of %j, numbers and dates take %s", (languages, expected) => {
  expect(englishOf(languages)).toBe(expected);
});
