import { secureHeaders } from "hono/secure-headers";
import type { Config } from "../env.ts";
import type { Middleware } from "./variables.ts";

/** What a browser can do and our page never needs. */
const unused = [
  "accelerometer",
  "autoplay",
  "camera",
  "displayCapture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
  "xrSpatialTracking",
];

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
      // No text ever becomes markup or code in our page, so there is no policy to make such text with.
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
    xFrameOptions: "DENY",
    // Links of mails carry tokens. Our own server gets the origin with every form, which the check for foreign pages needs.
    referrerPolicy: "same-origin",
    // Plain HTTP on the loopback in development: a browser that learnt HSTS there could not open other local servers.
    strictTransportSecurity: config.ENVIRONMENT === "development" ? false : "max-age=31536000; includeSubDomains",
    permissionsPolicy: Object.fromEntries(unused.map((feature) => [feature, []])),
  });
}
