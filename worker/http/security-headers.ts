import { secureHeaders } from "hono/secure-headers";
import type { Config } from "../env.ts";
import type { Middleware } from "./variables.ts";

/** The same for pages, assets and the API. Scripts and styles come from our own files only, never from within the page. */
export function securityHeaders(config: Config): Middleware {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:", "https:"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: "DENY",
    referrerPolicy: "strict-origin-when-cross-origin",
    // Plain HTTP on the loopback in development: a browser that learnt HSTS there could not open other local servers.
    strictTransportSecurity: config.ENVIRONMENT === "development" ? false : "max-age=31536000; includeSubDomains",
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
  });
}
