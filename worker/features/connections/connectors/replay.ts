import { ConnectionPlatform, connectionPlatformNames } from "#contracts/fields.ts";
import { type KnownConnector, unknownConnector } from "./known.ts";
import { isTree, type Tree } from "./paths.ts";

/** The connector that reads an uploaded recording: what others read once, of whatever platform. */
export const replayType = "replay";
export const replayConnector: KnownConnector = {
  ...unknownConnector(replayType, "Recording"),
  needs: "A file of recorded connector messages (JSON lines).",
};

/** Its configuration's form, with the platform whose records it has: that is ours alone, Airbyte does not hear of it. */
export function replaySchema(schema: Tree): Tree {
  const platform = {
    type: "string",
    title: "Platform",
    description: "Whose records the recording has. Its numbers stand beside that platform's own.",
    enum: ConnectionPlatform.options,
    default: "custom",
    examples: Object.values(connectionPlatformNames),
  };
  return { ...schema, properties: { ...(isTree(schema.properties) && schema.properties), platform } };
}

/** Where a connection's records belong, and the configuration as Airbyte is to have it. */
export function platformOf(known: KnownConnector, given: Tree): { platform: ConnectionPlatform; configuration: Tree } {
  if (known.sourceType !== replayType) return { platform: known.platform, configuration: given };
  const { platform, ...configuration } = given;
  return { platform: ConnectionPlatform.catch(known.platform).parse(platform), configuration };
}
