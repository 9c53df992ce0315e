import * as contract from "#contracts/schema.ts";
import { reply } from "../../http/reply.ts";
import { publicRoute } from "../../http/route.ts";
import { openApiDocument } from "./document.ts";

let made: { readonly url: string; readonly json: Uint8Array } | undefined;

const schema = publicRoute(contract.schema, async ({ services: { config } }) => {
  if (made?.url !== config.APP_URL) {
    const document = JSON.stringify(openApiDocument(config.VERSION, config.APP_URL));
    made = { url: config.APP_URL, json: new TextEncoder().encode(document) };
  }
  return reply({ json: made.json, headers: { "cache-control": "public, max-age=300" } });
});

export const routes = [schema];
