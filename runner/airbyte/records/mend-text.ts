const ESCAPES = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}|\\./g;
const LONE_LENGTH = "\\ud800".length;
const HINTS = ["\\ud", "\\uD"];

/**
 * A name that a platform cut in the middle of an emoji holds half a character. JSON can say that, no database can store it: it becomes U+FFFD.
 * A line without one is given back as it is.
 */
export function mendText(line: Buffer): Buffer {
  if (!HINTS.some((hint) => line.includes(hint))) return line;
  return Buffer.from(line.toString().replace(ESCAPES, (found) => (found.length === LONE_LENGTH ? "\\ufffd" : found)));
}
