import { searchList, webList } from "#contracts/metric-web.ts";
import { searchMeasures, visitMeasures } from "#contracts/snapshot.ts";
import { listRoute } from "../lists/list-route.ts";
import { searchFigures, visitFigures } from "./figures.ts";
import { listWeb } from "./list-web.ts";
import { toWebQuestion, type WebQuestion, type WebSource } from "./question.ts";

const places: readonly WebQuestion["by"][] = ["country", "region", "parish"];

const visits: WebSource = {
  noun: "web",
  platform: "ga4",
  coverage: "visits",
  kindOf: (by) => (places.includes(by) ? "web_places" : "web_channels"),
  measures: visitMeasures,
};

const searches: WebSource = {
  noun: "search",
  platform: "search_console",
  coverage: "searches",
  kindOf: (by) => (by === "query" ? "search_queries" : by === "page" ? "search_pages" : "search_days"),
  measures: searchMeasures,
};

export const routes = [
  listRoute(webList, "web", "sessions", toWebQuestion, (found, turn, timing) =>
    listWeb(visits, visitFigures, found, turn, timing),
  ),
  listRoute(searchList, "search", "clicks", toWebQuestion, (found, turn, timing) =>
    listWeb(searches, searchFigures, found, turn, timing),
  ),
];
