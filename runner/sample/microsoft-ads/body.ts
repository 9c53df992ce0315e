import { z } from "zod";
import { badParameter } from "./errors.ts";

const PlainDate = z
  .object({ Day: z.coerce.number(), Month: z.coerce.number(), Year: z.coerce.number() })
  .transform(({ Day, Month, Year }) => `${Year}-${String(Month).padStart(2, "0")}-${String(Day).padStart(2, "0")}`)
  .pipe(z.iso.date());

/** What a report is ordered with; the fields that the sample platform acts on. */
export const OfReport = z.object({
  ReportRequest: z.object({
    Type: z.string(),
    Aggregation: z.string(),
    Columns: z.array(z.string()).min(1),
    Scope: z.object({ AccountIds: z.array(z.coerce.string()).min(1) }),
    Time: z.object({ CustomDateRangeStart: PlainDate, CustomDateRangeEnd: PlainDate }),
  }),
});
export type ReportQuestion = z.infer<typeof OfReport>["ReportRequest"];

export const OfPoll = z.object({ ReportRequestId: z.coerce.string() });
export const OfAccount = z.object({ AccountId: z.coerce.string() });
export const OfCampaign = z.object({ CampaignId: z.coerce.string() });
export const OfAdGroup = z.object({ AdGroupId: z.coerce.string() });

/** A JSON body of that type; a field that does not fit is named. */
export function parseBody<T extends z.ZodType>(text: string, type: T): z.output<T> {
  const parsed = type.safeParse(json(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badParameter(`${issue?.path.join(".") || "body"}: ${issue?.message}`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badParameter("The body is not JSON");
  }
}
