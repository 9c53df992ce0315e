import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import "./table.css";

export interface Column<Row> {
  key: string;
  head: string;
  /** What the head's short name means, or its unit. */
  note?: string;
  numeric?: boolean;
  sortable?: boolean;
  cell: (row: Row) => ComponentChildren;
}

export interface Sort {
  key: string;
  descending: boolean;
}

interface Props<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Sort | null;
  onSort?: (key: string) => void;
  /** Scrolls inside itself, with its head in sight, once it is taller than most of the window. */
  tall?: boolean;
  busy?: boolean;
  /** On phones each row is a block with the heads before its cells, instead of scrolling sideways. */
  stack?: boolean;
}

/** The first column names the row and stays in sight while the others scroll sideways. */
export function Table<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, sort, onSort, tall = false, busy = false, stack = false } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class={tall ? "table-scroll table-tall" : "table-scroll"} aria-label={`Table: ${caption}`} tabIndex={0}>
      <table class={stack ? "table table-stack" : "table"} aria-busy={busy} {...roleOf("table")}>
        <caption class="visually-hidden">{caption}</caption>
        <thead {...roleOf("rowgroup")}>
          <tr {...roleOf("row")}>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                {...roleOf("columnheader")}
                class={column.numeric ? "numeric" : undefined}
                aria-sort={sort?.key === column.key ? (sort.descending ? "descending" : "ascending") : undefined}
              >
                <Head column={column} sort={sort} onSort={onSort} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...roleOf("rowgroup")}>
          {rows.map((row) => (
            <tr key={rowKey(row)} {...roleOf("row")}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.key} scope="row" {...roleOf("rowheader")}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.key}
                    class={column.numeric ? "numeric" : undefined}
                    data-head={column.head}
                    {...roleOf("cell")}
                  >
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What each part is anyway: browsers forget it of tables whose parts are laid out as blocks. */
const roleOf = <const Role extends string>(role: Role) => ({ role });

interface HeadProps<Row> {
  column: Column<Row>;
  sort: Sort | null | undefined;
  onSort: ((key: string) => void) | undefined;
}

function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const label = (
    <>
      {column.head}
      {column.note && <span class="table-note">{column.note}</span>}
    </>
  );
  if (!onSort || column.sortable === false) return <span class="table-head">{label}</span>;
  const sorted = sort?.key === column.key;
  return (
    <button type="button" class="table-head table-sort" onClick={() => onSort(column.key)}>
      {label}
      <Icon
        name={sorted ? "up" : "sort"}
        size={13}
        class={sorted ? `is-sorted ${sort.descending ? "is-down" : ""}` : ""}
      />
    </button>
  );
}
