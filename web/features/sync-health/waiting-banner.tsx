import type { z } from "zod";
import { connectionPlatformNames } from "#contracts/fields.ts";
import type { syncHealth } from "#contracts/sync-health.ts";
import { instant } from "../../lib/format-time.ts";
import { Banner } from "../../ui/banner.tsx";
import { runbookOf } from "../connections/what-to-do.tsx";

type Group = z.infer<NonNullable<typeof syncHealth.output>>["waiting"][number];

/** A platform that asked everybody who shares the developer token to wait. */
export function WaitingBanner({ group, zone }: { group: Group; zone: string }) {
  const name = connectionPlatformNames[group.platform];
  return (
    <Banner tone="warn" title={`${name} asked to wait until ${instant(group.until, zone)}`}>
      <p>
        {group.reason || "It limits how often its data may be read."} Syncs of {name} go on by themselves after that;
        nothing is lost.{" "}
        <a href={runbookOf("rate-limit")} target="_blank" rel="noreferrer">
          What to do
        </a>
      </p>
    </Banner>
  );
}
