import { z } from "zod";

/** Any characters, at least 12. Whether it is among the common ones is looked up by the Worker. */
export const NewPassword = z
  .string()
  .min(12, "Use at least 12 characters; a few unrelated words are easy to keep in mind")
  .max(256, "Use at most 256 characters");
