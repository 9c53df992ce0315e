import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { StreamPicker } from "../stream-picker.tsx";
import type { StepProps } from "./connect.page.tsx";

/** Which streams are read. What our model reads is chosen beforehand. */
export function StreamsStep({ draft, change, go }: StepProps) {
  return (
    <Card title="What to read" hint="What the dashboards need is chosen already; more can be added later.">
      <StreamPicker streams={draft.streams} chosen={draft.chosen} onChange={(chosen) => change({ chosen })} />
      <div class="wizard-actions">
        <Button onClick={() => go("configuration")}>Back</Button>
        <Button
          look="primary"
          why={draft.chosen.size === 0 ? "Choose at least one stream." : undefined}
          onClick={() => go("schedule")}
        >
          Go on
        </Button>
      </div>
    </Card>
  );
}
