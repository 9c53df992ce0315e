import { join } from "node:path";
import { ownRequirements } from "../python/venvs.ts";
import type { AirbyteConfig } from "./config.ts";
import { createInstaller, type Installer } from "./connector/installer.ts";
import { type Connectors, createConnectors } from "./connector/operations.ts";
import type { ConnectorHost } from "./connector/process.ts";
import { createSlots, type Slots } from "./connector/slots.ts";
import type { Log } from "./log.ts";
import { openStore, type Store } from "./store/store.ts";
import { createNotifier, type Notifier } from "./sync/notify.ts";
import { type ReplayFiles, replayFiles } from "./sync/replay-files.ts";

/** What the routes and the sync engine work with. */
export interface Services {
  readonly config: AirbyteConfig;
  readonly log: Log;
  readonly store: Store;
  readonly host: ConnectorHost;
  readonly slots: Slots;
  readonly installer: Installer;
  readonly connectors: Connectors;
  readonly replayFiles: ReplayFiles;
  readonly notifier: Notifier;
  readonly folders: { readonly spool: string; readonly logs: string; readonly private: string };
}

export function createServices(config: AirbyteConfig, log: Log): Services {
  const store = openStore(config.stateFolder, config.secretKey);
  const folders = {
    spool: join(config.stateFolder, "spool"),
    logs: join(config.stateFolder, "logs"),
    private: join(config.stateFolder, "private"),
  };
  const { standIns, manifestLoopback, stallMs, limits } = config;
  const host = { venvs: config.venvs, privateFolder: folders.private, standIns, manifestLoopback, stallMs, limits };
  const slots = createSlots(config.parallel);
  const { venvs, python } = config;
  // Beside the venvs: `npm start` puts it there.
  const uv = join(venvs, "..", "uv", "bin", "uv");
  const installer = createInstaller({ uv, python, venvs, requirements: ownRequirements }, log);
  return {
    config,
    log,
    store,
    host,
    slots,
    installer,
    connectors: createConnectors(host, slots, store.specs, installer),
    notifier: createNotifier({ store, log, config }),
    replayFiles: replayFiles(join(config.stateFolder, "replay")),
    folders,
  };
}
