import { expect, test } from "vitest";
import { changesIn } from "./changes.ts";

test("changes are told as before and after, facts as they are", () => {
  expect(changesIn({ from: "viewer", to: "admin" })).toEqual([{ name: "", before: "viewer", after: "admin" }]);
  expect(changesIn({ time_zone: { from: "UTC", to: "Asia/Tokyo" }, by: "password" })).toEqual([
    { name: "time zone", before: "UTC", after: "Asia/Tokyo" },
    { name: "by", before: undefined, after: "password" },
  ]);
});

test("what is not there, lists and parts are put in words", () => {
  expect(changesIn(null)).toEqual([]);
  expect(changesIn({ branding: { from: { color: null }, to: { color: "#123456" } } })).toEqual([
    { name: "branding", before: "color nothing", after: "color #123456" },
  ]);
  expect(changesIn({ capabilities: ["metrics.read", "audit.read"], first: true })).toEqual([
    { name: "capabilities", before: undefined, after: "metrics.read, audit.read" },
    { name: "first", before: undefined, after: "yes" },
  ]);
});
