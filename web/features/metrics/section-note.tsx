import type { z } from "zod";
import type { SectionStatus } from "#contracts/metrics.ts";
import { EmptyState } from "../../ui/empty-state.tsx";

/** Why a section has no rows. */
export function SectionNote({ section, what }: { section: z.infer<typeof SectionStatus>; what: string }) {
  const titles: Record<typeof section.status, string> = {
    available: `No ${what} in this period`,
    empty: `No ${what} yet`,
    no_match: `No ${what} for these filters`,
    not_requested: `The ${what} were not asked for`,
    unavailable: `The ${what} are not available`,
  };
  return (
    <EmptyState small icon={section.status === "unavailable" ? "alert" : "info"} title={titles[section.status]}>
      {section.reason && <p>{section.reason}</p>}
    </EmptyState>
  );
}
