import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { ProblemError } from "../../../http/problem.ts";
import { connectedWorld } from "../../../testing/connected-world.ts";
import { shopManifest as manifest } from "../../../testing/shop-manifest.ts";
import { manifestField, manifestType, parseManifest } from "./manifest.ts";
import { mask } from "./secrets.ts";

const detailOf = (text: string) => {
  try {
    parseManifest(text, "manifest");
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
};

test.each([
  ["type: DeclarativeSource\n\tcheck: {}", /line 2, column 1: .*spaces, not with tabs/],
  ["type: DeclarativeSource\ncheck: {}\ncheck: {}", /line 3, column 1: .*keep one of the two/],
  ['a: 1\nb: "open', /line 2, column \d+: .*close what is open/],
  ["a: *nowhere", /nowhere/],
  ["just words", /must be a mapping/],
  ["type: SomethingElse", /must be DeclarativeSource/],
  ["type: DeclarativeSource\nstreams: [{}]", /check: is missing/],
  ["type: DeclarativeSource\ncheck: {}\nstreams: []", /streams: is missing or empty/],
  [`${"[".repeat(3000)}`, /nested too deeply|line 1/],
  [`a: ${"[".repeat(70)}${"]".repeat(70)}`, /nested too deeply/],
  [
    `a: &a [x, x]\n${[..."bcdefgh"].map((n, i) => `${n}: &${n} [${Array(9).fill(`*${"abcdefg"[i]}`)}]`).join("\n")}`,
    /alias/,
  ],
  [`a: ${"x".repeat(600_000)}`, /longer than 512 KiB/],
])("case %# is refused with its place and what helps", (text, said) => {
  expect(detailOf(text)).toMatch(said);
});

test("whatever text comes, it is taken or refused", () => {
  const piece = fc.constantFrom(
    ..."{}[]:,-?&*!|>'\"%@`# \n\t<~0a",
    "<<: ",
    "*a",
    "&a ",
    "!!set ",
    "--- ",
    "__proto__: ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try {
        parseManifest(pieces.join(""), "m");
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError);
      }
    }),
    { numRuns: 300 },
  );
});

test("whatever JSON says, YAML and JSON say the same", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const whole = { type: "DeclarativeSource", check: {}, streams: [{ name: "s", more: value }] };
      const text = JSON.stringify(whole);
      expect(JSON.stringify(parseManifest(text, "m"))).toBe(text);
      expect(JSON.stringify(parseManifest(stringify(JSON.parse(text)), "m"))).toBe(text);
    }),
    { numRuns: 60 },
  );
});

async function shopWorld() {
  const world = await connectedWorld();
  world.airbyte.objects.connectors.push({
    sourceType: manifestType,
    name: "Declarative manifest",
    status: "ready",
    spec: {
      type: "object",
      required: [manifestField],
      additionalProperties: true,
      properties: { [manifestField]: { type: "object" } },
    },
    secretPaths: [],
  });
  return world;
}

test("a manifest tells its own form", async () => {
  const world = await shopWorld();
  const told = await world.call("POST", "manifests/", { manifest });
  expect(told.body).toMatchObject({ name: "Small shop", secrets: ["api_key"], streams: ["items"] });
  expect(told.body).toMatchObject({ schema: { required: ["api_key"], properties: { region: { type: "string" } } } });
  expect(await world.call("POST", "manifests/", { manifest: "a: [" })).toMatchObject({
    status: 400,
    body: { errors: [{ field: "manifest", message: expect.stringContaining("line 1") }] },
  });
});

test("a source of YAML is connected, its own secrets stay inside, and a new manifest takes the old one's place", async () => {
  const world = await shopWorld();
  const secret = "key-of-the-small-shop";
  const connect = (configuration: object) => world.connect({ source_type: manifestType, configuration });
  const refused = await connect({ [manifestField]: manifest, region: "mars" });
  expect(refused.body).toMatchObject({
    errors: [{ field: "configuration.api_key" }, { field: "configuration.region" }],
  });
  const made = await connect({ [manifestField]: manifest, api_key: secret });
  const { connection } = made.body;
  expect(connection).toMatchObject({ platform: "custom", configuration: { api_key: mask } });
  const [source] = [...world.airbyte.objects.sources.values()];
  expect(source).toMatchObject({ configuration: { [manifestField]: { metadata: { name: "Small shop" } } } });

  const shorter = manifest.slice(0, manifest.indexOf("metadata"));
  const path = `connections/${connection.id}/`;
  const asked: unknown[] = [];
  world.airbyte.refuse("PATCH /sources", async (request) => {
    asked.push(await request.json());
    return Response.json({ sourceId: "s", configuration: {} });
  });
  const configuration = { [manifestField]: shorter, api_key: mask };
  expect((await world.call("PATCH", path, { configuration })).status).toBe(200);
  expect(asked).toEqual([{ configuration: { [manifestField]: expect.not.objectContaining({ metadata: {} }) } }]);
  expect(JSON.stringify(asked)).not.toContain("Small shop");
  expect(JSON.stringify([made, refused])).not.toContain(secret);
});
