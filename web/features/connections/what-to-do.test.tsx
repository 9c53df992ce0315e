import { render } from "preact";
import { expect, test } from "vitest";
import { WhatToDo } from "./what-to-do.tsx";

const shown = (outcome: Parameters<typeof WhatToDo>[0]["outcome"]) => {
  const page = document.createElement("div");
  render(<WhatToDo outcome={outcome} />, page);
  return { text: page.textContent, link: page.querySelector("a")?.getAttribute("href") };
};

test("a failure names what helps and leads to its section of the runbook", () => {
  const expired = { error_class: "config", error_message: "Access token has expired.", warning_kind: null } as const;
  expect(shown(expired)).toEqual({
    text: expect.stringContaining("new credentials"),
    link: "/docs/runbooks/operations#expired-token",
  });
  expect(shown({ ...expired, error_message: "No such account" }).link).toBe(
    "/docs/runbooks/operations#config-failures",
  );
});

test("a warning leads to its own section, and a sync that is well says nothing", () => {
  const well = { error_class: null, error_message: null, warning_kind: null } as const;
  expect(shown({ ...well, warning_kind: "empty" }).link).toBe("/docs/runbooks/operations#empty-sync");
  expect(shown(well)).toEqual({ text: "", link: undefined });
});
