import type { SampleConfig } from "../config.ts";
import { WORLD_TIME_ZONE } from "../config.ts";
import { addDays, dateIn, dayNumber } from "../world/calendar.ts";
import type { Restatement } from "../world/restatement.ts";
import type { Moment } from "../world/truth.ts";
import { firstDayBefore } from "../world/world.ts";
import { type ControlState, type Fault, StateFile } from "./state.ts";

/** The world's clock, what it was told to restate, and the faults that wait to strike. */
export class Control {
  readonly config: SampleConfig;
  private readonly file: StateFile;
  private readonly now: () => Date;

  constructor(config: SampleConfig, now: () => Date = () => new Date()) {
    this.config = config;
    this.now = now;
    this.file = new StateFile(config.stateFolder, config.today ?? this.yesterday());
  }

  get state(): ControlState {
    return this.file.state;
  }

  /** Real time: no connector asks for a later day than this. */
  get limit(): string {
    return dateIn(WORLD_TIME_ZONE, this.now());
  }

  /** The day the world is at; recomputed on every question because real time moves it. */
  get moment(): Moment {
    const { anchor, advanced_days, restatements } = this.state;
    const wanted = addDays(this.config.today ?? later(anchor, this.yesterday()), advanced_days);
    return {
      firstDay: firstDayBefore(this.config.today ?? anchor, this.config.days),
      today: wanted < this.limit ? wanted : this.limit,
      restatements,
    };
  }

  /** Moves the world on, at most to the real date; gives back how many days it moved. */
  advance(days: number): number {
    const before = this.moment.today;
    const room = Math.max(0, dayNumber(this.limit) - dayNumber(before));
    const moved = Math.min(days, room);
    this.file.update({ advanced_days: this.state.advanced_days + moved });
    return moved;
  }

  restate(order: Pick<Restatement, "tenant" | "platform" | "factor">, daysBack: number): Restatement {
    const { today } = this.moment;
    const restatement = { ...order, from: addDays(today, -daysBack), to: today };
    this.file.update({ restatements: [...this.state.restatements, restatement] });
    return restatement;
  }

  addFault(fault: Fault): void {
    this.file.update({ faults: [...this.state.faults, fault] });
  }

  clearFaults(): void {
    this.file.update({ faults: [] });
  }

  /** Takes the first waiting fault of these kinds for a request, using up one of its strikes. */
  strike(platform: Fault["platform"], tenant: string | null, kinds: readonly Fault["fault"][]): Fault["fault"] | null {
    const { faults } = this.state;
    const found = faults.find(
      (fault) =>
        fault.platform === platform && kinds.includes(fault.fault) && (!fault.tenant || fault.tenant === tenant),
    );
    if (!found) return null;
    if (found.count !== "until_cleared") {
      const left = found.count - 1;
      this.file.update({
        faults: faults.flatMap((fault) => (fault !== found ? [fault] : left > 0 ? [{ ...found, count: left }] : [])),
      });
    }
    return found.fault;
  }

  private yesterday(): string {
    return addDays(this.limit, -1);
  }
}

const later = (left: string, right: string): string => (left > right ? left : right);
