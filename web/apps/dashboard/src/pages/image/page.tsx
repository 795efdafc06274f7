import { toApiError, type ImageDetail } from '@nebula/api';
import {
  Button,
  CopyButton,
  EmptyState,
  ErrorState,
  IconButton,
  Page,
  PageHeader,
  RelativeTime,
  Skeleton,
  SkeletonLines,
  Tabs,
  Tag,
  buttonClass,
  cx,
  formatBytes,
  plural,
  shortId,
} from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi, useNavigate } from '@tanstack/react-router';
import { Tag as TagIcon, Trash, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { imageQuery } from '~/data/docker-queries.ts';
import { JsonView } from '~/json/json-view.tsx';
import { useChangeSearch } from '~/lists/search.ts';
import { useLive, useStale } from '~/live/live.ts';
import { useRemoveImages } from '~/pages/images/commands.ts';
import { imageName } from '~/pages/images/names.ts';
import { TagDialog } from '~/pages/images/tag-dialog.tsx';
import { useCan } from '~/session.ts';
import { HistoryTab } from './history-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { IMAGE_TABS, type ImageSearch } from './search.ts';

const route = getRouteApi('/shell/images/$engine/$id');

export function ImagePage() {
  useLive('docker_events', 'engines');
  const { engine, id } = route.useParams();
  const { tab } = route.useSearch();
  const change = useChangeSearch<ImageSearch>();
  const stale = useStale();
  const query = useQuery(imageQuery(engine, id));
  const image = query.data;

  if (query.isError && toApiError(query.error).status === 404) {
    return (
      <div className="flex min-h-[60dvh] items-center justify-center">
        <EmptyState
          heading
          icon={Trash}
          title="This image is gone"
          action={
            <Link to="/images" className={buttonClass('primary')}>
              All images
            </Link>
          }
        >
          {image ? `${imageName(image)} was removed.` : 'It was removed, or never was.'}
        </EmptyState>
      </div>
    );
  }
  if (query.isError && !image) {
    return (
      <ErrorState
        problem={toApiError(query.error)}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  if (!image) {
    return (
      <Page>
        <Skeleton className="h-8 w-56" />
        <Skeleton className="h-4 w-80" />
        <SkeletonLines lines={8} />
      </Page>
    );
  }
  return (
    <Page className={cx(stale && 'stale')}>
      <Header engine={engine} image={image} />
      <Tabs
        label="Image"
        value={tab ?? 'overview'}
        onChange={(next) => change({ tab: IMAGE_TABS.find((each) => each === next) })}
        tabs={[
          {
            value: 'overview',
            label: 'Overview',
            content: <OverviewTab engine={engine} image={image} />,
          },
          { value: 'history', label: 'Layers', content: <HistoryTab image={image} /> },
          { value: 'inspect', label: 'Inspect', content: <JsonView value={image.inspect} /> },
        ]}
      />
    </Page>
  );
}

function Header({ engine, image }: { engine: string; image: ImageDetail }) {
  const may = useCan();
  const navigate = useNavigate();
  const remove = useRemoveImages(engine);
  const [tagging, setTagging] = useState(false);
  return (
    <>
      <PageHeader
        title={imageName(image)}
        aside={image.tags.length === 0 && <Tag>untagged</Tag>}
        facts={
          <>
            <span className="inline-flex items-center font-mono text-xs">
              {shortId(image.id)}
              <CopyButton text={image.id} label="Copy the id" />
            </span>
            <span className="num">{formatBytes(image.size_bytes)}</span>
            <span>
              {image.os}/{image.architecture}
            </span>
            <span>
              built <RelativeTime at={image.created_at} />
            </span>
            <span className="num">
              {image.containers === 0 ? 'unused' : plural(image.containers, 'container')}
            </span>
          </>
        }
        actions={
          may('images', 'write') && (
            <>
              <Button icon={TagIcon} onClick={() => setTagging(true)}>
                Tag
              </Button>
              <IconButton
                danger
                icon={Trash2}
                label="Remove the image"
                className="border border-line bg-surface-2"
                onClick={() => {
                  void remove([image]).then((gone) => gone && void navigate({ to: '/images' }));
                }}
              />
            </>
          )
        }
      />
      {tagging && <TagDialog engine={engine} image={image} onClose={() => setTagging(false)} />}
    </>
  );
}
