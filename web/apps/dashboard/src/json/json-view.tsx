import { Button, CopyButton, EmptyState, SearchInput, cx } from '@nebula/ui';
import { ChevronRight, ChevronsDownUp, ChevronsUpDown, SearchX } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { jsonLines, visibleLines, type JsonLine } from './lines.ts';

/** A JSON value to read: parts fold, and a search shows what matches and the way to it. */
export function JsonView({ value }: { value: unknown }) {
  const [search, setSearch] = useState('');
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const wanted = useDeferredValue(search);
  const lines = useMemo(() => jsonLines(value), [value]);
  const visible = useMemo(() => visibleLines(lines, folded, wanted), [lines, folded, wanted]);

  const toggle = (path: string): void => {
    const next = new Set(folded);
    if (!next.delete(path)) next.add(path);
    setFolded(next);
  };
  const foldAll = (): void =>
    setFolded(
      new Set(
        lines
          .filter((line) => line.kind === 'open' && line.depth === 1 && line.count > 0)
          .map((line) => line.path),
      ),
    );
  return (
    <div className="overflow-hidden rounded-panel border border-line/80 bg-[#0b0e19]/95">
      <div className="flex flex-wrap items-center gap-2 border-b border-line/80 bg-surface-1 p-2">
        <SearchInput
          className="min-w-40 flex-1 sm:max-w-72"
          label="Search names and values"
          value={search}
          onChange={setSearch}
        />
        <span className="ml-auto flex items-center gap-1">
          <Button size="sm" variant="ghost" icon={ChevronsDownUp} onClick={foldAll}>
            Fold
          </Button>
          <Button
            size="sm"
            variant="ghost"
            icon={ChevronsUpDown}
            onClick={() => setFolded(new Set())}
          >
            Unfold
          </Button>
          <CopyButton text={JSON.stringify(value, null, 2)} label="Copy as JSON" />
        </span>
      </div>
      {visible.length === 0 ? (
        <EmptyState icon={SearchX} title="Nothing matches" />
      ) : (
        <div className="scroll-thin overflow-x-auto py-2 font-mono text-xs leading-5">
          {visible.map((line) => (
            <Line
              key={`${line.path} ${line.kind}`}
              line={line}
              folded={!wanted && folded.has(line.path)}
              search={wanted}
              onToggle={() => toggle(line.path)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

const COLOURS: Record<JsonLine['type'], string> = {
  string: 'text-well',
  number: 'text-warn',
  boolean: 'text-info',
  null: 'text-faint',
  bracket: 'text-muted',
};

function Line({
  line,
  folded,
  search,
  onToggle,
}: {
  line: JsonLine;
  folded: boolean;
  search: string;
  onToggle: () => void;
}) {
  const empty = line.kind === 'open' && line.count === 0;
  // An empty one is written on its opening line.
  if (line.kind === 'close' && line.count === 0) return null;
  const closing = line.text === '[' ? ']' : '}';
  const comma = line.last || (line.kind === 'open' && !folded && !empty) ? '' : ',';
  const foldable = line.kind === 'open' && !empty && line.depth > 0;
  const found =
    search !== '' &&
    (line.name?.toLowerCase().includes(search.toLowerCase()) ||
      (line.kind === 'leaf' && line.text.toLowerCase().includes(search.toLowerCase())));
  const content = (
    <>
      <span className="inline-flex w-5 shrink-0 justify-center self-center">
        {foldable && (
          <ChevronRight
            size={13}
            aria-hidden
            className={cx('text-faint transition-transform', !folded && 'rotate-90')}
          />
        )}
      </span>
      <span className="break-all whitespace-pre-wrap">
        {line.name !== null && (
          <>
            <span className="text-accent-strong">{line.name}</span>
            <span className="text-faint">: </span>
          </>
        )}
        <span className={COLOURS[line.type]}>
          {line.text}
          {empty && closing}
          {folded && ` ${line.count} ${closing}`}
        </span>
        <span className="text-faint">{comma}</span>
      </span>
    </>
  );
  const className = cx(
    'flex w-full pr-4 text-left',
    found && 'bg-warn/10 shadow-[inset_2px_0_0_var(--color-warn)]',
  );
  const style = { paddingLeft: `${line.depth * 1.25 + 0.5}rem` };
  return foldable ? (
    <button
      type="button"
      aria-expanded={!folded}
      onClick={onToggle}
      className={cx(className, 'hover:bg-surface-2/60')}
      style={style}
    >
      {content}
    </button>
  ) : (
    <div className={className} style={style}>
      {content}
    </div>
  );
}
