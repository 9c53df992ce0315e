import { FieldError } from "../field-error.ts";
import { invalid } from "../respond.ts";
import { type ListPosition, readPosition } from "./cursor.ts";

/** A cursor of another list, question or snapshot would show pages that do not belong together. */
export function positionOf(cursor: string, question: string, snapshot: string | undefined): ListPosition {
  const position = readPosition(cursor);
  if (!position) throw invalid(new FieldError("cursor", "is not a cursor; use next_cursor of the page before"));
  if (position.question !== question)
    throw invalid(new FieldError("cursor", "belongs to another question; keep filters, sort and order, or begin anew"));
  if (snapshot !== undefined && snapshot !== position.snapshotId)
    throw invalid(new FieldError("cursor", "belongs to another snapshot; leave snapshot as it was, or begin anew"));
  return position;
}
