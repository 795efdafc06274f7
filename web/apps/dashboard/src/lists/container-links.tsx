import { Tag } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { containersQuery } from '~/data/queries.ts';
import { useCan } from '~/session.ts';

const LINK =
  'truncate rounded-[4px] text-sm font-medium text-text hover:text-accent-strong hover:underline';

/** Containers by name, each a way to its page as far as this person may go there. */
export function ContainerLinks({
  engine,
  names,
  shown = names.length,
}: {
  engine: string;
  names: readonly string[];
  /** How many are written out; the rest is counted. */
  shown?: number;
}) {
  const allowed = useCan()('containers');
  const { data } = useQuery({ ...containersQuery(engine), enabled: allowed && names.length > 0 });
  const idOf = (name: string): string | undefined =>
    data?.items.find((each) => each.name === name)?.id;
  const rest = names.slice(shown);
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
      {names.slice(0, shown).map((name) => {
        const id = idOf(name);
        return id ? (
          <Link key={name} to="/containers/$engine/$id" params={{ engine, id }} className={LINK}>
            {name}
          </Link>
        ) : (
          <span key={name} className="truncate text-sm">
            {name}
          </span>
        );
      })}
      {rest.length > 0 && <Tag title={rest.join(', ')}>+{rest.length}</Tag>}
    </span>
  );
}
