import { expect, test, vi } from "vitest";
import { faults } from "#contracts/fault-guide.ts";
import { meAs } from "../../testing/management.ts";
import { openPage } from "../../testing/open-page.tsx";

test("the runbook is shown with a place for every fault that errors lead to", async () => {
  const { page } = await openPage("/docs/runbooks/operations", meAs("viewer"), {});
  await vi.waitFor(() => expect(page.querySelector("article")).not.toBeNull());
  for (const { id } of faults) expect(page.querySelector(`#${id}`)?.tagName).toBe("H2");
  expect(page.querySelector("article")?.textContent).toContain("By itself");
});

test("a runbook that there is not is a page that there is not", async () => {
  const { page } = await openPage("/docs/runbooks/elsewhere", meAs("viewer"), {});
  expect(page.textContent).toContain("There is no page here");
});
