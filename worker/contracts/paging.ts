import { z } from "zod";

/** Query of a list that comes in pages: `cursor` is `next_cursor` of the page before. */
export const pageQuery = (most: number, usual: number) => ({
  cursor: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(most).default(usual),
});

export const NextCursor = z.string().nullable();
