import { join } from "node:path";
import { installVenv, isStamped, stampOf, type VenvPlace } from "../../python/venvs.ts";
import { type Log, messageOf } from "../log.ts";
import { type ConnectorDefinition, installedVersion } from "./definitions.ts";
import { ConnectorFailure } from "./failure.ts";

export type InstallState =
  | { readonly status: "ready"; readonly version: string }
  | { readonly status: "not_installed" }
  /** `since`: instant. A connector that waits for another one's installation is installing too. */
  | { readonly status: "installing"; readonly since: string }
  | { readonly status: "failed"; readonly detail: string };

export interface Installer {
  stateOf(definition: ConnectorDefinition): InstallState;
  /** Installs the connector unless it is there. Throws a ConnectorFailure that says what to do. */
  ensure(definition: ConnectorDefinition): Promise<void>;
}

/** Makes a connector's venv when it is first needed: each once, however many ask, and one at a time. */
export function createInstaller(place: VenvPlace, log: Log): Installer {
  const under = new Map<string, { readonly since: string; readonly done: Promise<void> }>();
  const failures = new Map<string, string>();
  let last: Promise<unknown> = Promise.resolve();

  const isReady = ({ venv }: ConnectorDefinition) => isStamped(join(place.venvs, venv), stampOf(place, venv));

  async function install({ venv }: ConnectorDefinition): Promise<void> {
    const began = performance.now();
    log("info", "connector.installing", { connector: venv });
    try {
      await installVenv(place, venv);
      failures.delete(venv);
      log("info", "connector.installed", { connector: venv, duration_ms: Math.round(performance.now() - began) });
    } catch (error) {
      const failure = failureOf(venv, messageOf(error));
      failures.set(venv, failure.message);
      log("error", "connector.install_failed", { connector: venv, reason: failure.message });
      throw failure;
    }
  }

  return {
    stateOf(definition) {
      const pending = under.get(definition.venv);
      if (pending) return { status: "installing", since: pending.since };
      if (isReady(definition)) return { status: "ready", version: installedVersion(place.venvs, definition) };
      const detail = failures.get(definition.venv);
      return detail === undefined ? { status: "not_installed" } : { status: "failed", detail };
    },

    async ensure(definition) {
      if (isReady(definition)) return;
      const known = under.get(definition.venv);
      if (known) return known.done;
      const done = last
        .catch(() => {})
        .then(() => install(definition))
        .finally(() => under.delete(definition.venv));
      last = done;
      under.set(definition.venv, { since: new Date().toISOString(), done });
      return done;
    },
  };
}

function failureOf(venv: string, said: string): ConnectorFailure {
  const end = said.trim().slice(-400);
  if (/No space left/i.test(said))
    return new ConnectorFailure("system", `${venv} cannot be installed: the disk is full. Free 1 GiB and try again.`);
  if (/ENOENT/.test(said))
    return new ConnectorFailure(
      "system",
      `${venv} cannot be installed: uv is not there. Run npm start, which brings it.`,
    );
  if (/connect|resolve|timed out|network|retries|fetch/i.test(said))
    return new ConnectorFailure("transient", `${venv} cannot be fetched; check the network and try again. ${end}`);
  return new ConnectorFailure("system", `${venv} cannot be installed: ${end}`);
}
