import type { z } from "zod";
import { connectionPlatformNames } from "#contracts/fields.ts";
import type { syncHealth } from "#contracts/sync-health.ts";
import { percent } from "../../lib/format.ts";
import { Card } from "../../ui/card.tsx";
import { ofHowMany, Rate } from "./rate.tsx";

type Health = z.infer<NonNullable<typeof syncHealth.output>>;

/** The failure rate of all syncs, then of each platform. */
export function PlatformRates({ health }: { health: Health }) {
  const target = health.target_failure_rate;
  const rows = [
    { name: "All platforms", failures: health.all },
    ...health.platforms.map(({ platform, failures }) => ({ name: connectionPlatformNames[platform], failures })),
  ];
  return (
    <Card title="Failed syncs" hint={`The aim is below ${percent(target, 0)}`}>
      <dl class="sync-rates">
        {rows.map(({ name, failures }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Rate failures={failures} target={target} />
              {failures.ended > 0 && <span class="muted">{ofHowMany(failures)}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
