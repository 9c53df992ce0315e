import { join } from "node:path";
import type { AirbyteConfig } from "./config.ts";
import { type Connectors, createConnectors } from "./connector/operations.ts";
import type { ConnectorHost } from "./connector/process.ts";
import { createSlots, type Slots } from "./connector/slots.ts";
import type { Log } from "./log.ts";
import { openStore, type Store } from "./store/store.ts";
import { type ReplayFiles, replayFiles } from "./sync/replay-files.ts";

/** What the routes and the sync engine work with. */
export interface Services {
  readonly config: AirbyteConfig;
  readonly log: Log;
  readonly store: Store;
  readonly host: ConnectorHost;
  readonly slots: Slots;
  readonly connectors: Connectors;
  readonly replayFiles: ReplayFiles;
  readonly folders: { readonly spool: string; readonly logs: string; readonly private: string };
}

export function createServices(config: AirbyteConfig, log: Log): Services {
  const store = openStore(config.stateFolder, config.secretKey);
  const folders = {
    spool: join(config.stateFolder, "spool"),
    logs: join(config.stateFolder, "logs"),
    private: join(config.stateFolder, "private"),
  };
  const host = { venvs: config.venvs, privateFolder: folders.private, standIns: config.standIns };
  const slots = createSlots(config.parallel);
  return {
    config,
    log,
    store,
    host,
    slots,
    connectors: createConnectors(host, slots, store.specs),
    replayFiles: replayFiles(join(config.stateFolder, "replay")),
    folders,
  };
}
