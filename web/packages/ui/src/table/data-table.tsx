import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Columns3, Ellipsis } from 'lucide-react';
import {
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { cx } from '../cx.ts';
import { IconButton } from '../icon-button.tsx';
import { Checkbox } from '../toggles.tsx';
import { Menu, type MenuItem } from '../menu.tsx';
import { useScrollRoot } from '../layout.tsx';
import { useRemembered } from '../remembered.ts';
import { useShortcuts, type Shortcut } from '../shortcuts.ts';
import {
  keepOrder,
  nextSort,
  sortRows,
  toggleSelection,
  type Sort,
  type SortValue,
} from './order.ts';

export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** What the column sorts by; without it the head cannot be pressed. */
  sortValue?: (row: T) => SortValue;
  /** A CSS grid track: `minmax(14rem, 2fr)`, `7rem`. */
  width: string;
  align?: 'start' | 'end';
  /** Left out while the table is narrower than this many pixels. */
  hideBelow?: number;
  /** Kept out of the chooser and always shown: the name. */
  fixed?: boolean;
  /** Left out until the person chooses it. */
  initiallyHidden?: boolean;
}

export interface DataTableProps<T> {
  /** The accessible name: "Containers". */
  label: string;
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** The row in a few words, for its checkbox and menu: "nginx". */
  rowName: (row: T) => string;
  columns: readonly Column<T>[];
  sort?: Sort | undefined;
  onSortChange?: (sort: Sort | undefined) => void;
  /** Opens a row: by Enter or a click beside its links and buttons. */
  onOpen?: (row: T) => void;
  /** The entries of a row's menu, which `.` opens too. */
  actions?: (row: T) => MenuItem[];
  /** Buttons before the menu, shown when the row is under the pointer. */
  quickActions?: (row: T) => ReactNode;
  selected?: ReadonlySet<string>;
  onSelectedChange?: (selected: ReadonlySet<string>) => void;
  /** What can be done with the chosen rows. */
  bulkActions?: ReactNode;
  /** A row as a card, for phones; made of the columns when absent. */
  card?: (row: T) => ReactNode;
  rowHeight?: number;
  /** Under which name the browser remembers the chosen columns. */
  storageKey?: string;
  /** Called when the end comes near, to load the next page. */
  onEndReached?: () => void;
  /** Below the last row: that more is coming, for example. */
  footer?: ReactNode;
  /** Data that is no longer live dims. */
  stale?: boolean;
}

const CARD_BELOW = 640;

interface RowParts<T> {
  columns: readonly Column<T>[];
  template: string;
  rowKey: (row: T) => string;
  rowName: (row: T) => string;
  actions: ((row: T) => MenuItem[]) | undefined;
  quickActions: ((row: T) => ReactNode) | undefined;
  card: ((row: T) => ReactNode) | undefined;
  selectable: boolean;
  onToggle: (key: string, range: boolean) => void;
  onOpen: ((row: T) => void) | undefined;
  onMenu: (key: string | null) => void;
}

/** A virtualised table for thousands of rows; on a phone its rows are cards. */
export function DataTable<T>(props: DataTableProps<T>) {
  const {
    label,
    rows,
    rowKey,
    rowName,
    columns,
    sort,
    onSortChange,
    onOpen,
    actions,
    quickActions,
    selected,
    onSelectedChange,
    bulkActions,
    card,
    rowHeight = 52,
    storageKey,
    onEndReached,
    footer,
    stale = false,
  } = props;

  const root = useRef<HTMLDivElement>(null);
  const scrollRoot = useScrollRoot();
  const { width, offset } = usePlacement(root, scrollRoot);
  const cards = width > 0 && width < CARD_BELOW;
  const chooser = useChosenColumns(columns, storageKey);
  const visible = useMemo(
    () =>
      chooser.shown.filter(
        (column) => !column.hideBelow || width === 0 || width >= column.hideBelow,
      ),
    [chooser.shown, width],
  );
  const [hovering, setHovering] = useState(false);
  const ordered = useOrderedRows(rows, columns, rowKey, sort, hovering);
  const order = useMemo(() => ordered.map(rowKey), [ordered, rowKey]);
  const selectable = onSelectedChange !== undefined;
  const chosen = useMemo(
    () => new Set(order.filter((key) => selected?.has(key))),
    [order, selected],
  );

  const gap = cards ? 10 : 0;
  const virtual = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => scrollRoot?.current ?? document.documentElement,
    estimateSize: () => (cards ? 132 : rowHeight),
    getItemKey: (index) => order[index] ?? index,
    overscan: 10,
    scrollMargin: offset,
    gap,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onEndReached && ordered.length > 0 && lastIndex >= ordered.length - 8) onEndReached();
  }, [lastIndex, ordered.length, onEndReached]);

  const [active, setActive] = useState<string | null>(null);
  const [menu, setMenu] = useState<string | null>(null);
  const anchor = useRef<string | null>(null);
  const onToggle = useCallback(
    (key: string, range: boolean) => {
      onSelectedChange?.(toggleSelection(chosen, order, key, anchor.current, range));
      anchor.current = key;
    },
    [chosen, order, onSelectedChange],
  );

  const step = (by: number): void => {
    if (order.length === 0) return;
    const from = active === null ? -1 : order.indexOf(active);
    const to = Math.min(order.length - 1, Math.max(0, from === -1 ? 0 : from + by));
    setActive(order[to] ?? null);
    virtual.scrollToIndex(to, { align: 'auto' });
  };
  const activeRow = active === null ? undefined : ordered[order.indexOf(active)];
  const shortcuts: Shortcut[] = [
    { keys: 'j', label: 'Next row', run: () => step(1) },
    { keys: 'k', label: 'Previous row', run: () => step(-1) },
  ];
  if (onOpen) {
    shortcuts.push({
      keys: 'Enter',
      label: 'Open the row',
      run: () => activeRow !== undefined && onOpen(activeRow),
    });
  }
  if (actions) {
    shortcuts.push({ keys: '.', label: 'Actions of the row', run: () => setMenu(active) });
  }
  if (selectable) {
    shortcuts.push({
      keys: 'x',
      label: 'Choose the row',
      run: () => active !== null && onToggle(active, false),
    });
  }
  useShortcuts('List', shortcuts);

  const hasTail = actions !== undefined || quickActions !== undefined;
  const template = [
    selectable && '2.75rem',
    ...visible.map((column) => column.width),
    hasTail && (quickActions ? '7.5rem' : '3rem'),
  ]
    .filter(Boolean)
    .join(' ');
  const parts = useMemo<RowParts<T>>(
    () => ({
      columns: visible,
      template,
      rowKey,
      rowName,
      actions,
      quickActions,
      card,
      selectable,
      onToggle,
      onOpen,
      onMenu: setMenu,
    }),
    [visible, template, rowKey, rowName, actions, quickActions, card, selectable, onToggle, onOpen],
  );

  const allChosen = order.length > 0 && chosen.size === order.length;
  return (
    <div ref={root} className={cx('min-w-0', stale && 'stale')}>
      <div
        role="table"
        aria-label={label}
        aria-rowcount={ordered.length + 1}
        className={cx(!cards && 'rounded-panel border border-line/80 bg-surface-1/90 shadow-panel')}
        onPointerEnter={() => setHovering(true)}
        onPointerLeave={() => setHovering(false)}
      >
        <div
          role="rowgroup"
          className={cx(cards ? 'sr-only' : 'sticky top-(--bar-height,0px) z-10')}
        >
          <div
            role="row"
            aria-rowindex={1}
            className="glass grid h-10 items-center rounded-t-panel border-b border-line"
            style={{ gridTemplateColumns: template }}
          >
            {selectable && (
              <div role="columnheader" className="flex justify-center">
                <Checkbox
                  label="Choose all rows"
                  checked={allChosen ? true : chosen.size > 0 ? 'indeterminate' : false}
                  onChange={() => onSelectedChange(allChosen ? new Set() : new Set(order))}
                />
              </div>
            )}
            {visible.map((column, index) => (
              <Head
                key={column.id}
                column={column}
                first={index === 0 && !selectable}
                sort={sort}
                onSortChange={onSortChange}
              />
            ))}
            {hasTail && (
              <div role="columnheader" className="flex justify-end pr-2">
                <span className="sr-only">Actions</span>
                {chooser.items.length > 0 && (
                  <Menu items={chooser.items}>
                    <IconButton size="sm" icon={Columns3} label="Columns" />
                  </Menu>
                )}
              </div>
            )}
          </div>
        </div>
        <div
          role="rowgroup"
          className="relative"
          style={{ height: Math.max(0, virtual.getTotalSize()) }}
        >
          {items.map((item) => {
            const row = ordered[item.index];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <div
                key={key}
                role="presentation"
                data-index={item.index}
                ref={cards ? virtual.measureElement : undefined}
                className="absolute inset-x-0 top-0"
                style={{
                  transform: `translateY(${item.start - offset}px)`,
                  ...(!cards && { height: rowHeight }),
                }}
              >
                <Row
                  row={row}
                  index={item.index}
                  parts={parts}
                  cards={cards}
                  selected={chosen.has(key)}
                  active={active === key}
                  menuOpen={menu === key}
                  last={item.index === ordered.length - 1}
                />
              </div>
            );
          })}
        </div>
      </div>
      {footer}
      {selectable && chosen.size > 0 && (
        <div
          role="toolbar"
          aria-label="Actions for the chosen rows"
          className="glass fixed bottom-5 left-1/2 z-30 flex w-max max-w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-wrap animate-rise items-center gap-2 rounded-panel border border-line py-2 pr-2 pl-4 shadow-float max-lg:bottom-20"
        >
          <span className="num mr-1 text-sm font-medium whitespace-nowrap">
            {chosen.size} chosen
          </span>
          {bulkActions}
          <button
            type="button"
            className="rounded-control px-2.5 py-1.5 text-xs font-medium text-muted hover:text-text"
            onClick={() => onSelectedChange(new Set())}
          >
            Clear
          </button>
        </div>
      )}
    </div>
  );
}

function Head<T>({
  column,
  first,
  sort,
  onSortChange,
}: {
  column: Column<T>;
  first: boolean;
  sort: Sort | undefined;
  onSortChange: ((sort: Sort | undefined) => void) | undefined;
}) {
  const sorted = sort?.column === column.id ? sort : undefined;
  const Arrow = sorted?.descending ? ArrowDown : ArrowUp;
  const className = cx(
    'flex min-w-0 items-center gap-1 px-3 text-xs font-medium text-muted',
    first && 'pl-4',
    column.align === 'end' && 'justify-end text-right',
  );
  if (!column.sortValue || !onSortChange) {
    return (
      <div role="columnheader" className={className}>
        <span className="truncate">{column.header}</span>
      </div>
    );
  }
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : 'none'}
      className={className}
    >
      <button
        type="button"
        className={cx(
          'group/head inline-flex min-w-0 items-center gap-1 rounded-[4px] py-1 transition-colors hover:text-text',
          sorted && 'text-text',
          // The arrow stands outside, so that head and numbers end at the same edge.
          column.align === 'end' && 'flex-row-reverse',
        )}
        onClick={() => onSortChange(nextSort(sort, column.id))}
      >
        <span className="truncate">{column.header}</span>
        <Arrow
          size={13}
          aria-hidden
          className={cx(
            'shrink-0',
            sorted ? 'text-accent-strong' : 'opacity-0 group-hover/head:opacity-60',
          )}
        />
      </button>
    </div>
  );
}

interface RowProps<T> {
  row: T;
  index: number;
  parts: RowParts<T>;
  cards: boolean;
  selected: boolean;
  active: boolean;
  menuOpen: boolean;
  last: boolean;
}

function RowView<T>({ row, index, parts, cards, selected, active, menuOpen, last }: RowProps<T>) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) ref.current?.focus({ preventScroll: true });
  }, [active]);
  const key = parts.rowKey(row);
  const name = parts.rowName(row);

  const open = (event: MouseEvent<HTMLElement>): void => {
    if (!parts.onOpen || event.defaultPrevented) return;
    if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return;
    if (event.target.closest('a, button, input, label, [role="checkbox"]')) return;
    // A click that ends a selection of text is no click.
    if (window.getSelection()?.toString()) return;
    parts.onOpen(row);
  };
  const checkbox = parts.selectable && (
    <Checkbox
      label={`Choose ${name}`}
      checked={selected}
      onChange={() => undefined}
      onClick={(event) => parts.onToggle(key, event.shiftKey)}
    />
  );
  const menu = parts.actions && (
    <RowMenu
      name={name}
      items={() => parts.actions?.(row) ?? []}
      open={menuOpen}
      onOpenChange={(next) => parts.onMenu(next ? key : null)}
    />
  );
  const shared = {
    ref,
    role: 'row',
    tabIndex: -1,
    'aria-rowindex': index + 2,
    'aria-selected': parts.selectable ? selected : undefined,
    onClick: open,
  } as const;

  if (cards) {
    return (
      <div
        {...shared}
        className={cx(
          'rounded-panel border bg-surface-1/90 p-3.5 shadow-panel',
          selected ? 'border-accent/60' : 'border-line/80',
        )}
      >
        <div role="cell" className="flex items-start gap-3">
          {checkbox && <div className="pt-1">{checkbox}</div>}
          <div className="min-w-0 flex-1">
            {parts.card ? parts.card(row) : <PlainCard row={row} columns={parts.columns} />}
          </div>
          {menu && <div className="-mt-1 -mr-1">{menu}</div>}
        </div>
      </div>
    );
  }
  return (
    <div
      {...shared}
      className={cx(
        'group/row grid h-full items-center text-sm -outline-offset-2 transition-colors duration-100',
        !last && 'border-b border-line-soft',
        last && 'rounded-b-panel',
        selected ? 'bg-accent/8' : 'hover:bg-surface-2/80',
        parts.onOpen && 'cursor-default',
      )}
      style={{ gridTemplateColumns: parts.template }}
    >
      {checkbox && (
        <div role="cell" className="flex justify-center">
          {checkbox}
        </div>
      )}
      {parts.columns.map((column, position) => (
        <div
          key={column.id}
          role="cell"
          className={cx(
            'min-w-0 px-3',
            position === 0 && !parts.selectable && 'pl-4',
            column.align === 'end' && 'num text-right',
          )}
        >
          {column.cell(row)}
        </div>
      ))}
      {(menu !== undefined || parts.quickActions) && (
        <div role="cell" className="flex items-center justify-end gap-0.5 pr-2">
          {parts.quickActions && (
            <span className="flex items-center gap-0.5 opacity-0 transition-opacity duration-100 group-focus-within/row:opacity-100 group-hover/row:opacity-100 [@media(hover:none)]:opacity-100">
              {parts.quickActions(row)}
            </span>
          )}
          {menu}
        </div>
      )}
    </div>
  );
}

const Row = memo(RowView) as typeof RowView;

function RowMenu({
  name,
  items,
  open,
  onOpenChange,
}: {
  name: string;
  items: () => MenuItem[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Menu items={open ? items() : []} open={open} onOpenChange={onOpenChange}>
      <button
        type="button"
        aria-label={`Actions for ${name}`}
        className="inline-flex size-7 items-center justify-center rounded-control text-faint transition-colors hover:bg-surface-3 hover:text-text data-[state=open]:bg-surface-3 data-[state=open]:text-text max-sm:size-9"
      >
        <Ellipsis size={16} aria-hidden />
      </button>
    </Menu>
  );
}

function PlainCard<T>({ row, columns }: { row: T; columns: readonly Column<T>[] }) {
  const [first, ...rest] = columns;
  return (
    <>
      {first && <div className="text-sm font-medium">{first.cell(row)}</div>}
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        {rest.map((column) => (
          <div key={column.id} className="col-span-2 grid grid-cols-subgrid items-center">
            <dt className="text-xs text-faint">{column.header}</dt>
            <dd className="num min-w-0">{column.cell(row)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** How wide the table is, and how far down the scrolled page it begins. */
function usePlacement(
  element: React.RefObject<HTMLElement | null>,
  scrollRoot: React.RefObject<HTMLElement | null> | null,
): { width: number; offset: number } {
  const [placement, setPlacement] = useState({ width: 0, offset: 0 });
  useLayoutEffect(() => {
    const subject = element.current;
    if (!subject) return;
    const measure = (): void => {
      const scroller = scrollRoot?.current ?? document.documentElement;
      const box = subject.getBoundingClientRect();
      const width = Math.round(box.width);
      const offset = Math.round(
        box.top - scroller.getBoundingClientRect().top + scroller.scrollTop,
      );
      setPlacement((known) =>
        known.width === width && known.offset === offset ? known : { width, offset },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(subject);
    // What stands above the table (a banner, filters that wrap) moves it without resizing it.
    if (subject.parentElement) observer.observe(subject.parentElement);
    return () => observer.disconnect();
  }, [element, scrollRoot]);
  return placement;
}

function useOrderedRows<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  rowKey: (row: T) => string,
  sort: Sort | undefined,
  hold: boolean,
): T[] {
  const before = useRef<{ keys: string[]; sort: Sort | undefined }>({ keys: [], sort: undefined });
  const ordered = useMemo(() => {
    const sorted = sort
      ? sortRows(
          rows,
          columns.find((column) => column.id === sort.column)?.sortValue,
          sort.descending,
        )
      : [...rows];
    const sameSort =
      before.current.sort?.column === sort?.column &&
      before.current.sort?.descending === sort?.descending;
    return hold && sameSort ? keepOrder(sorted, rowKey, before.current.keys) : sorted;
  }, [rows, columns, rowKey, sort, hold]);
  useEffect(() => {
    before.current = { keys: ordered.map(rowKey), sort };
  }, [ordered, rowKey, sort]);
  return ordered;
}

function useChosenColumns<T>(
  columns: readonly Column<T>[],
  storageKey: string | undefined,
): { shown: readonly Column<T>[]; items: MenuItem[] } {
  const initially = columns.filter((column) => column.initiallyHidden).map((column) => column.id);
  const [hidden, setHidden] = useRemembered(`columns:${storageKey ?? ''}`, initially);
  const shown = useMemo(
    () => columns.filter((column) => column.fixed || !hidden.includes(column.id)),
    [columns, hidden],
  );
  const items: MenuItem[] = storageKey
    ? columns
        .filter((column) => !column.fixed)
        .map((column) => {
          const checked = !hidden.includes(column.id);
          return {
            label: column.header,
            checked,
            onSelect: () =>
              setHidden(
                checked ? [...hidden, column.id] : hidden.filter((each) => each !== column.id),
              ),
          };
        })
    : [];
  return { shown, items };
}
