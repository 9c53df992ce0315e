import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { accentOf, contrast, enough, grounds, mix } from "./accent.ts";

test("the grounds are those of the tokens", () => {
  const css = readFileSync("web/ui/tokens.css", "utf8");
  const token = (name: string) => new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css)?.slice(1);
  for (const [name, key] of [
    ["canvas", "canvas"],
    ["surface", "surface"],
    ["accent", "accent"],
    ["text-on-accent", "text"],
  ] as const)
    expect(token(name)).toEqual([grounds.light[key], grounds.dark[key]]);
});

test("contrast is as WCAG counts it", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrast("#123456", "#123456")).toBe(1);
});

test("a dark colour serves the light theme, a light one the dark theme, yellow on white none", () => {
  expect(accentOf("#7a1f3d", "light").tokens).not.toBeNull();
  expect(accentOf("#7a1f3d", "dark").tokens).toBeNull();
  expect(accentOf("#ffd34d", "light").tokens).toBeNull();
  expect(accentOf("#ffd34d", "dark").tokens).not.toBeNull();
});

test("whatever is used can be read everywhere it stands", () => {
  const part = fc.integer({ min: 0, max: 255 });
  const color = fc
    .tuple(part, part, part)
    .map((rgb) => `#${rgb.map((one) => one.toString(16).padStart(2, "0")).join("")}`);
  fc.assert(
    fc.property(color, fc.constantFrom("light" as const, "dark" as const), (chosen, scheme) => {
      const { tokens } = accentOf(chosen, scheme);
      if (!tokens) return;
      const { canvas, surface, text } = grounds[scheme];
      for (const ground of [canvas, surface, tokens["--accent-soft"]!])
        expect(contrast(tokens["--accent-text"]!, ground)).toBeGreaterThanOrEqual(enough);
      expect(contrast(text, tokens["--accent"]!)).toBeGreaterThanOrEqual(enough);
      expect(contrast(text, tokens["--accent-hover"]!)).toBeGreaterThanOrEqual(enough);
    }),
  );
});

test("mixing goes from one to the other", () => {
  expect([mix("#ff0000", "#0000ff", 1), mix("#ff0000", "#0000ff", 0)]).toEqual(["#ff0000", "#0000ff"]);
});
