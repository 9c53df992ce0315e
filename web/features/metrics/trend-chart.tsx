import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { TrendPoint } from "#contracts/metrics.ts";
import { epochSeconds } from "../../lib/day.ts";
import { dayWithWeekday } from "../../lib/format-time.ts";
import { scheme } from "../../lib/theme.ts";
import "./trend-chart.css";
import { describeTrend, showMetric, splitSettled, type TrendMetric, trendLabels } from "./trend-metrics.ts";
import { plotColours, plotOptions } from "./trend-plot.ts";

interface Props {
  points: readonly TrendPoint[];
  metric: TrendMetric;
  currency: string;
}

/** Days as a line. Arrow keys walk over the days; the table view has every number. */
export function TrendChart({ points, metric, currency }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [cursor, setCursor] = useState<{ index: number; left: number } | null>(null);
  const look = scheme.value;

  useEffect(() => {
    const node = holder.current!;
    const size = () => ({ width: node.clientWidth, height: node.clientHeight });
    const onCursor = (index: number | null, left: number) =>
      setCursor(index === null || left < 0 ? null : { index, left });
    const [settled, open] = splitSettled(points, metric);
    const made = new uPlot(
      plotOptions({ size: size(), points, colours: plotColours(node), onCursor }),
      [points.map((point) => epochSeconds(point.date)), settled, open],
      node,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize(size()));
    observer.observe(node);
    return () => {
      observer.disconnect();
      made.destroy();
      setCursor(null);
    };
  }, [points, metric, look]);

  const walk = (event: KeyboardEvent) => {
    const made = plot.current;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!made || step === undefined) return;
    event.preventDefault();
    const start = step > 0 ? -1 : points.length;
    const index = Math.min(points.length - 1, Math.max(0, (cursor?.index ?? start) + step));
    made.setCursor({ left: made.valToPos(made.data[0][index]!, "x"), top: 10 });
  };

  const shown = cursor ? points[cursor.index] : undefined;
  const said = shown && showMetric(metric, shown[metric], currency);
  return (
    <div class="chart">
      <div
        ref={holder}
        class="chart-plot"
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk over the days
        tabIndex={0}
        aria-label={describeTrend(points, metric, currency)}
        onKeyDown={walk}
      />
      {shown && cursor && (
        <div
          class={`chart-tip ${cursor.index > points.length / 2 ? "is-left" : ""}`}
          style={{ left: `${cursor.left + (plot.current?.over.offsetLeft ?? 0)}px` }}
        >
          <span class="muted">{dayWithWeekday(shown.date)}</span>
          <span class="chart-tip-value">
            {said} {metric !== "spend" && <span class="muted">{trendLabels[metric].toLowerCase()}</span>}
          </span>
          {!shown.settled && (
            <span class="chart-tip-open">
              <span class="provisional-mark" /> Provisional
            </span>
          )}
        </div>
      )}
      <p class="visually-hidden" aria-live="polite">
        {shown && `${dayWithWeekday(shown.date)}: ${said}${shown.settled ? "" : ", provisional"}`}
      </p>
    </div>
  );
}
