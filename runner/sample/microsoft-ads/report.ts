import { datesBetween } from "../world/calendar.ts";
import type { Ad } from "../world/campaigns.ts";
import type { AdDay } from "../world/delivery.ts";
import { asReported } from "../world/restatement.ts";
import { byRegion } from "../world/split.ts";
import { add, noSums, type Sums } from "../world/sums.ts";
import type { SampleAccount } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import type { World } from "../world/world.ts";
import type { ReportQuestion } from "./body.ts";
import { cellOf, isColumn, type Line } from "./columns.ts";
import { csvOf } from "./csv.ts";
import { byDevice, computer, type Device } from "./devices.ts";
import { badParameter } from "./errors.ts";
import { type Place, placeOf } from "./places.ts";

interface Part extends Sums {
  readonly device: Device;
  readonly place: Place | null;
}

interface ReportType {
  /** What a line is of, besides the day and the segments. */
  readonly levelOf: (ad: Ad) => string;
  readonly partsOf: (day: AdDay) => readonly Part[];
  readonly commas: boolean;
}

const devices = (day: AdDay): Part[] => byDevice(day).map((part) => ({ ...part, place: null }));
/** People whose parish is unknown are in a line of the country alone. */
const places = (day: AdDay): Part[] =>
  byRegion(day).map((part) => ({ ...part, device: computer, place: placeOf(part.parish) }));

const types: Readonly<Record<string, ReportType>> = {
  AdPerformanceReportRequest: { levelOf: (ad) => ad.id, partsOf: devices, commas: true },
  CampaignPerformanceReportRequest: { levelOf: (ad) => ad.adSet.campaign.id, partsOf: devices, commas: true },
  GeographicPerformanceReportRequest: { levelOf: (ad) => ad.adSet.id, partsOf: places, commas: false },
  UserLocationPerformanceReportRequest: { levelOf: (ad) => ad.adSet.id, partsOf: places, commas: false },
};

/** Refuses what the sample platform could not answer, before it is ordered. */
export function checkQuestion(question: ReportQuestion): void {
  if (!(question.Type in types)) throw badParameter(`ReportRequest.Type: the sample platform has no ${question.Type}`);
  if (question.Aggregation !== "Daily") throw badParameter("ReportRequest.Aggregation: must be Daily");
  const unknown = question.Columns.filter((name) => !isColumn(name));
  if (unknown.length > 0) throw badParameter(`ReportRequest.Columns: unknown: ${unknown.join(", ")}`);
  const { CustomDateRangeStart: start, CustomDateRangeEnd: end } = question.Time;
  if (end < start) throw badParameter("ReportRequest.Time.CustomDateRangeEnd: must not be before the start");
}

/** The report as CSV. Days are those of the account; deleted ads are in it. */
export function reportOf(
  world: World,
  accounts: readonly SampleAccount[],
  moment: Moment,
  question: ReportQuestion,
): Buffer {
  const type = types[question.Type]!;
  const style = { moment, commas: type.commas };
  const lines = accounts.flatMap((account) => [...linesOf(world, account, moment, question, type)]);
  return csvOf(
    question.Columns,
    lines.map((line) => question.Columns.map((name) => cellOf(name, line, style))),
  );
}

function linesOf(
  world: World,
  account: SampleAccount,
  moment: Moment,
  { Time: { CustomDateRangeStart: start, CustomDateRangeEnd: end } }: ReportQuestion,
  type: ReportType,
): Iterable<Line> {
  const lines = new Map<string, Line>();
  const first = start < moment.firstDay ? moment.firstDay : start;
  const last = end > moment.today ? moment.today : end;
  for (const date of datesBetween(first, last)) {
    for (const final of world.deliveries(account, date)) {
      for (const part of type.partsOf(asReported(final, moment.today, moment.restatements))) {
        const { device, place } = part;
        const key = [date, type.levelOf(final.ad), device.type, place?.id].join(" ");
        const line = lines.get(key) ?? { ad: final.ad, date, device, place, sums: noSums() };
        lines.set(key, line);
        add(line.sums, part);
      }
    }
  }
  return lines.values();
}
