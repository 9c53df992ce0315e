import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";

export const schema = defineEndpoint({
  name: "schema",
  method: "get",
  path: "/api/schema/",
  summary: "This API as an OpenAPI 3.1 document",
  access: "public",
  output: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
});
