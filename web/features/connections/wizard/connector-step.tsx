import { type Connector, installConnector, listConnectors } from "#contracts/connectors.ts";
import { call } from "../../../lib/client.ts";
import { useLoaded } from "../../../lib/use-loaded.ts";
import { Button } from "../../../ui/button.tsx";
import { standingOf } from "../../identity/can.ts";
import { ProblemBanner } from "../../identity/problem-banner.tsx";
import { useAction } from "../../identity/use-action.ts";
import { PlatformBadge } from "../../metrics/platform-badge.tsx";
import { ListStates } from "../../shell/list-states.tsx";
import { fieldsOf, initialOf } from "../form/fields.ts";
import { usePoll } from "../use-connections.ts";
import type { StepProps } from "./connect.page.tsx";

const pollMs = { installing: 2_000, idle: 60_000 } as const;

/** What can be connected. A connector that is not there yet is installed when it is chosen. */
export function ConnectorStep({ me, change, go }: StepProps) {
  const [loaded, reload] = useLoaded((signal) => call(listConnectors, { signal }), me.tenant.id);
  const { problem, run } = useAction();
  const installing = loaded.status === "ready" && loaded.data.connectors.some(({ status }) => status === "installing");
  usePoll(reload, installing ? pollMs.installing : pollMs.idle);

  const choose = async (connector: Connector) => {
    if (connector.status !== "ready" && connector.schema === null && connector.status !== "installing") {
      const params = { source_type: connector.source_type };
      if (await run(() => call(installConnector, { params, body: {} }))) reload();
      return;
    }
    const fields = fieldsOf(connector.schema) ?? [];
    change({ connector, values: initialOf(fields, connector.schema), name: connector.name });
    go("configuration");
  };

  return (
    <ListStates loaded={loaded} reload={reload} standing={standingOf(me)} needs="connections.read" what="connectors">
      {({ connectors }) => (
        <>
          <ProblemBanner problem={problem} />
          <ul class="connector-cards">
            {connectors.map((connector) => (
              <li key={connector.source_type} class="card connector-card">
                <h2>{connector.name}</h2>
                <PlatformBadge platform={connector.platform} />
                <p class="muted">{stateInWords(connector)}</p>
                <Button
                  look="primary"
                  busy={connector.status === "installing"}
                  aria-label={`${verbOf(connector)} ${connector.name}`}
                  onClick={() => void choose(connector)}
                >
                  {verbOf(connector)}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </ListStates>
  );
}

const verbs = { ready: "Connect", not_installed: "Install", installing: "Installing", failed: "Try again" } as const;
const verbOf = ({ status }: Connector) => verbs[status];

function stateInWords({ status, status_detail, version }: Connector): string {
  if (status === "ready") return version ? `Version ${version}` : "Ready";
  if (status === "not_installed") return "Is installed here when you choose it; that takes about half a minute.";
  if (status === "installing") return "Being installed…";
  return status_detail ?? "It could not be installed.";
}
