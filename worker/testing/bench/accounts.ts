import { z } from "zod";
import { SignedIn } from "#contracts/auth.ts";
import { defineEndpoint } from "#contracts/endpoint.ts";
import { begin } from "../../features/identity/let-in.ts";
import { publicRoute } from "../../http/route.ts";

/** Makes accounts and lets them in without the hash of a password, which is not what is measured. */
export const accounts = [
  publicRoute(
    defineEndpoint({
      method: "post",
      name: "account",
      path: "/api/account/",
      summary: "Makes an account",
      access: "public",
      body: z.object({ email: z.string(), password: z.string() }),
      output: z.object({ id: z.string() }),
    }),
    async (c) => {
      const [id = ""] = await c.services.ensureUsers([{ ...c.body, name: "Bench" }]);
      return { id };
    },
  ),
  publicRoute(
    defineEndpoint({
      method: "post",
      name: "enter",
      path: "/api/enter/",
      summary: "A sign-in without its hash",
      access: "public",
      body: z.object({ email: z.string() }),
      output: SignedIn,
    }),
    async (c) => {
      const { sessions } = c.services.identity;
      const found = await sessions.personByEmail(c.body.email);
      return begin(c, (await sessions.person(found!.id))!, { by: "password" });
    },
  ),
];
