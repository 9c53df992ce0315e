import { type Connector, listConnectors } from "#contracts/connectors.ts";
import { connectionPlatformNames } from "#contracts/fields.ts";
import { call } from "../../../lib/client.ts";
import { useLoaded } from "../../../lib/use-loaded.ts";
import { usePoll } from "../../../lib/use-poll.ts";
import { Button } from "../../../ui/button.tsx";
import { standingOf } from "../../identity/can.ts";
import { ListStates } from "../../shell/list-states.tsx";
import { ConnectorMark } from "../connector-mark.tsx";
import { RunbookLink } from "../what-to-do.tsx";
import type { StepProps } from "./connect.page.tsx";

const pollMs = { installing: 2_000, idle: 60_000 } as const;

/** What can be connected. A connector that is not there yet is installed once it is chosen. */
export function ConnectorStep({ me, draft, change, go }: StepProps) {
  const [loaded, reload] = useLoaded((signal) => call(listConnectors, { signal }), me.tenant.id);
  const installing = loaded.status === "ready" && loaded.data.connectors.some(({ status }) => status === "installing");
  usePoll(reload, installing ? pollMs.installing : pollMs.idle);

  const choose = (connector: Connector) => {
    const isSame = draft.connector?.source_type === connector.source_type;
    change({ connector, ...(isSame ? {} : { values: null, declared: null, name: connector.name }) });
    go("configuration");
  };

  return (
    <ListStates
      loaded={loaded}
      reload={reload}
      standing={standingOf(me)}
      needs="connections.read"
      what="connectors"
      actions={<RunbookLink />}
    >
      {({ connectors }) => (
        <ul class="connector-cards">
          {ownLast(connectors).map((connector) => (
            <li key={connector.source_type} class="card connector-card">
              <header>
                <ConnectorMark sourceType={connector.source_type} platform={connector.platform} />
                <div>
                  <h2>{connector.name}</h2>
                  <p class="muted">{aboutOf(connector)}</p>
                </div>
              </header>
              {connector.needs && <p class="connector-needs">{connector.needs}</p>}
              <Button aria-label={`Connect ${connector.name}`} onClick={() => choose(connector)}>
                Connect
              </Button>
            </li>
          ))}
        </ul>
      )}
    </ListStates>
  );
}

function aboutOf({ status, version, platform, name }: Connector): string {
  const of = connectionPlatformNames[platform] === name ? "" : `${connectionPlatformNames[platform]} · `;
  if (status === "installing") return `${of}being installed…`;
  if (status === "failed") return `${of}could not be installed; choosing it tries again`;
  if (status === "not_installed") return `${of}installed once it is chosen`;
  return version ? `${of}version ${version}` : `${of}ready`;
}

/** Platforms first; what people describe or record themselves stands behind them. */
const ownLast = (connectors: readonly Connector[]): Connector[] =>
  connectors.toSorted((a, b) => Number(a.platform === "custom") - Number(b.platform === "custom"));
