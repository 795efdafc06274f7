import type { Image } from '@nebula/api';
import { RelativeTime, Tag, formatBytes, plural, shortId, type Column } from '@nebula/ui';
import { Link } from '@tanstack/react-router';
import { imageName, otherTags } from './names.ts';

export function imageColumns(engine: string): Column<Image>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      fixed: true,
      width: 'minmax(14rem, 3fr)',
      cell: (each) => <NameCell engine={engine} image={each} />,
      sortValue: imageName,
    },
    {
      id: 'containers',
      header: 'Used by',
      width: '9rem',
      cell: (each) => <UsedBy image={each} />,
      sortValue: (each) => each.containers,
    },
    {
      id: 'size',
      header: 'Size',
      width: '7rem',
      align: 'end',
      cell: (each) => formatBytes(each.size_bytes),
      sortValue: (each) => each.size_bytes,
    },
    {
      id: 'created',
      header: 'Created',
      width: '9rem',
      align: 'end',
      hideBelow: 720,
      cell: (each) => <RelativeTime at={each.created_at} className="text-muted" />,
      sortValue: (each) => Date.parse(each.created_at),
    },
    {
      id: 'digest',
      header: 'Digest',
      width: 'minmax(8rem, 1fr)',
      hideBelow: 1100,
      initiallyHidden: true,
      cell: (each) => (
        <span className="block truncate font-mono text-xs text-muted" title={each.digests[0]}>
          {each.digests[0]?.split('@')[1] ?? '–'}
        </span>
      ),
    },
  ];
}

const SHOWN_TAGS = 2;

function NameCell({ engine, image }: { engine: string; image: Image }) {
  const name = imageName(image);
  const others = otherTags(image);
  return (
    <div className="min-w-0">
      <div className="flex min-w-0 items-center gap-2">
        <Link
          to="/images/$engine/$id"
          params={{ engine, id: image.id }}
          className="truncate font-medium text-text hover:text-accent-strong"
          title={name}
        >
          {name}
        </Link>
        {image.tags.length === 0 && <Tag>untagged</Tag>}
        {others.slice(0, SHOWN_TAGS).map((each) => (
          <Tag key={each} title={each}>
            {each}
          </Tag>
        ))}
        {others.length > SHOWN_TAGS && (
          <span className="num shrink-0 text-xs text-muted" title={others.join(', ')}>
            +{others.length - SHOWN_TAGS}
          </span>
        )}
      </div>
      <p className="truncate font-mono text-xs text-faint">{shortId(image.id)}</p>
    </div>
  );
}

export function UsedBy({ image }: { image: Image }) {
  if (image.containers === 0) return <span className="text-muted">unused</span>;
  return <span className="num">{plural(image.containers, 'container')}</span>;
}
