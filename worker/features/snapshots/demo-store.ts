import { demo } from "#contracts/demo.ts";
import type { SnapshotStore } from "./reader.ts";

/** The demo dataset as it ships, among the files of the page: one file a value, called as the last part of its key. */
export function demoStore(assets: { fetch(url: string): Promise<Response> }): SnapshotStore {
  return {
    async get(key) {
      const name = key.split("/").at(-1);
      const file = await assets.fetch(`https://page.invalid/${demo.folder}/${name}`);
      // For what is not there the page itself is sent.
      const isPage = file.headers.get("content-type")?.startsWith("text/html");
      return file.ok && !isPage ? file.arrayBuffer() : null;
    },
  };
}
