import type { Image } from '@nebula/api';
import { RelativeTime, Tag, formatBytes, shortId } from '@nebula/ui';
import { Link } from '@tanstack/react-router';
import { UsedBy } from './columns.tsx';
import { imageName, otherTags } from './names.ts';

/** An image on a phone. */
export function ImageCard({ engine, image }: { engine: string; image: Image }) {
  const others = otherTags(image);
  return (
    <>
      <Link
        to="/images/$engine/$id"
        params={{ engine, id: image.id }}
        className="block font-medium break-all text-text hover:text-accent-strong"
      >
        {imageName(image)}
      </Link>
      {(others.length > 0 || image.tags.length === 0) && (
        <p className="mt-1 flex flex-wrap gap-1">
          {image.tags.length === 0 && <Tag>untagged</Tag>}
          {others.map((each) => (
            <Tag key={each} title={each}>
              {each}
            </Tag>
          ))}
        </p>
      )}
      <p className="num mt-2.5 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        <span>{formatBytes(image.size_bytes)}</span>
        <UsedBy image={image} />
        <RelativeTime at={image.created_at} />
        <span className="font-mono">{shortId(image.id)}</span>
      </p>
    </>
  );
}
