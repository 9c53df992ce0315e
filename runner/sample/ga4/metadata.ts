import { dimensions } from "./dimensions.ts";
import { type MetricName, metricOf, metrics } from "./metrics.ts";

/** What `…/metadata` answers; the connector makes its columns of it. */
export const metadata = {
  dimensions: Object.keys(dimensions).map((apiName) => ({ apiName, uiName: apiName })),
  metrics: Object.keys(metrics).map((apiName) => ({
    apiName,
    uiName: apiName,
    type: metricOf(apiName as MetricName).type,
  })),
};
