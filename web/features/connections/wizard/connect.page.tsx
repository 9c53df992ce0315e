import { useRef, useState } from "preact/hooks";
import type { Me } from "#contracts/me.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions } from "../../../ui/dialog.tsx";
import { can, standingOf } from "../../identity/can.ts";
import { session } from "../../identity/session.ts";
import { NoAccess } from "../../shell/no-access.tsx";
import { Page } from "../../shell/page.tsx";
import "../connections.css";
import { dataSources } from "../data-sources-crumb.ts";
import { ConfigurationStep } from "./configuration-step.tsx";
import { ConnectorStep } from "./connector-step.tsx";
import { ScheduleStep } from "./schedule-step.tsx";
import { type Draft, emptyDraft, type Step, steps } from "./steps.ts";
import { StreamsStep } from "./streams-step.tsx";
import { useLeaveGuard } from "./use-leave-guard.ts";

export function ConnectPage() {
  const state = session.value;
  return state.status === "in" ? <Connect key={state.me.tenant.id} me={state.me} /> : null;
}

function Connect({ me }: { me: Me }) {
  const standing = standingOf(me);
  return (
    <Page
      group="Dashboards"
      parent={dataSources}
      title="Connect a data source"
      of={me.tenant.label}
      intro="Credentials are checked before anything is kept. The first sync brings the history."
    >
      {can(standing, "connections.manage") ? (
        <Wizard me={me} />
      ) : (
        <NoAccess standing={standing} capability="connections.manage" />
      )}
    </Page>
  );
}

export interface StepProps {
  me: Me;
  draft: Draft;
  change: (changed: Partial<Draft>) => void;
  go: (step: Step) => void;
}

const parts = {
  connector: ConnectorStep,
  configuration: ConfigurationStep,
  streams: StreamsStep,
  schedule: ScheduleStep,
} as const;

function Wizard({ me }: { me: Me }) {
  const [step, setStep] = useState<Step>("connector");
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const region = useRef<HTMLDivElement>(null);
  const at = steps.findIndex(({ key }) => key === step);
  const Part = parts[step];
  const hasEntered = draft.values !== null;

  const guard = useLeaveGuard(hasEntered, "/dashboards/data-sources/new");

  const go = (to: Step) => {
    setStep(to);
    region.current?.focus();
  };
  return (
    <div ref={region} class="focus-target wizard" tabIndex={-1}>
      <ol class="wizard-steps" aria-label="Steps">
        {steps.map(({ key, title }, index) => (
          <li key={key} aria-current={key === step ? "step" : undefined} class={index < at ? "is-done" : undefined}>
            {title}
          </li>
        ))}
      </ol>
      {guard.asked && (
        <Dialog title="Leave without connecting?" onClose={guard.stay}>
          <div class="dialog-body">
            <p>What you entered is kept nowhere else.</p>
            <DialogActions>
              <Button autoFocus onClick={guard.stay}>
                Stay
              </Button>
              <Button look="danger" onClick={guard.leave}>
                Leave
              </Button>
            </DialogActions>
          </div>
        </Dialog>
      )}
      <Part me={me} draft={draft} change={(changed) => setDraft((old) => ({ ...old, ...changed }))} go={go} />
    </div>
  );
}
