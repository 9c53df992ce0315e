import { routes as email } from "./email.routes.ts";
import { routes as jwks } from "./jwks.routes.ts";
import { routes as me } from "./me.routes.ts";
import { routes as password } from "./password.routes.ts";
import { routes as refresh } from "./refresh.routes.ts";
import { routes as secondFactor } from "./second-factor.routes.ts";
import { routes as session } from "./session.routes.ts";
import { routes as signIn } from "./sign-in.routes.ts";

export const routes = [...signIn, ...refresh, ...session, ...jwks, ...me, ...password, ...email, ...secondFactor];
