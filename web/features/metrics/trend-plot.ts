import type uPlot from "uplot";
import type { TrendPoint } from "#contracts/metrics.ts";
import { dayShort } from "../../lib/format-time.ts";
import { axisText, openRuns } from "./trend-metrics.ts";

export interface PlotColours {
  line: string;
  fill: [string, string];
  open: string;
  grid: string;
  text: string;
  surface: string;
  font: string;
}

/** Canvas knows no custom properties: reads what the tokens come to in the theme that is on. */
export function plotColours(within: HTMLElement): PlotColours {
  const probe = document.createElement("span");
  within.append(probe);
  const read = (colour: string) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const colours: PlotColours = {
    line: read("var(--accent)"),
    fill: [
      read("color-mix(in srgb, var(--accent) 22%, transparent)"),
      read("color-mix(in srgb, var(--accent) 2%, transparent)"),
    ],
    open: read("color-mix(in srgb, var(--warn) 9%, transparent)"),
    grid: read("var(--border)"),
    text: read("var(--text-muted)"),
    surface: read("var(--surface)"),
    font: `12px ${getComputedStyle(within).fontFamily}`,
  };
  probe.remove();
  return colours;
}

interface Plot {
  size: { width: number; height: number };
  points: readonly TrendPoint[];
  colours: PlotColours;
  onCursor: (index: number | null, left: number) => void;
}

const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);
const daySeconds = 86_400;

export function plotOptions({ size, points, colours, onCursor }: Plot): uPlot.Options {
  const dots = points.length <= 31;
  const line = {
    stroke: colours.line,
    width: 2,
    spanGaps: false,
    points: { ...(dots ? { show: true } : {}), size: 5, fill: colours.surface, stroke: colours.line, width: 1.5 },
  };
  const axis = { stroke: colours.text, font: colours.font, ticks: { show: false } };
  return {
    ...size,
    legend: { show: false },
    padding: [12, 28, 0, 0],
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 9, fill: () => colours.line, stroke: () => colours.surface, width: 2 },
    },
    scales: {
      x: { time: false, range: (_, from, to) => edges(from, to) },
      y: { range: (_, __, top) => [0, top > 0 ? top * 1.08 : 1] },
    },
    series: [{}, { ...line, fill: (plot) => fade(plot, colours.fill) }, { ...line, dash: [5, 5] }],
    axes: [
      {
        ...axis,
        grid: { show: false },
        incrs: [1, 2, 3, 5, 7, 14, 30, 61, 91].map((days) => days * daySeconds),
        values: (_, splits) => splits.map((split) => dayShort(day(split))),
        space: 58,
        size: 34,
      },
      {
        ...axis,
        grid: { stroke: colours.grid, width: 1 },
        values: (_, splits) => splits.map(axisText),
        size: 52,
        space: 44,
      },
    ],
    hooks: {
      drawClear: [(plot) => shadeOpenDays(plot, points, colours.open)],
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null, plot.cursor.left ?? -1)],
    },
  };
}

const edges = (from: number, to: number): [number, number] =>
  from === to ? [from - daySeconds, to + daySeconds] : [from, to];

function fade(plot: uPlot, [top, bottom]: [string, string]): CanvasGradient {
  const gradient = plot.ctx.createLinearGradient(0, plot.bbox.top, 0, plot.bbox.top + plot.bbox.height);
  gradient.addColorStop(0, top);
  gradient.addColorStop(1, bottom);
  return gradient;
}

function shadeOpenDays(plot: uPlot, points: readonly TrendPoint[], colour: string): void {
  const { left, top, width, height } = plot.bbox;
  const at = (index: number, shift: number) =>
    plot.valToPos((plot.data[0][index] ?? 0) + shift * daySeconds, "x", true);
  plot.ctx.save();
  plot.ctx.fillStyle = colour;
  for (const [first, last] of openRuns(points)) {
    const start = Math.max(left, at(first, -0.5));
    const end = Math.min(left + width, at(last, 0.5));
    plot.ctx.fillRect(start, top, end - start, height);
  }
  plot.ctx.restore();
}
