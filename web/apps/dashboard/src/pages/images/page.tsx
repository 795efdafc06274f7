import type { Image } from '@nebula/api';
import {
  Button,
  Count,
  DataTable,
  FilterChips,
  IconButton,
  Page,
  PageHeader,
  SearchInput,
  formatBytes,
  type MenuItem,
} from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Brush, Download, Info, Layers, Tag as TagIcon, Trash2 } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { EngineFilter, EngineNotice, NoDocker, useEngine } from '~/containers/engine.tsx';
import { diskUsageQuery, imagesQuery } from '~/data/docker-queries.ts';
import { ListStates } from '~/lists/list-states.tsx';
import { useChangeSearch } from '~/lists/search.ts';
import { useLive, useStale } from '~/live/live.ts';
import { parseSort, writeSort } from '~/search.ts';
import { useCan } from '~/session.ts';
import { ImageCard } from './card.tsx';
import { imageColumns } from './columns.tsx';
import { useRemoveImages } from './commands.ts';
import { imageName, matchesImage, matchesUse } from './names.ts';
import { PruneImagesDialog } from './prune-dialog.tsx';
import { PullDialog } from './pull-dialog.tsx';
import { IMAGE_USES, type ImagesSearch, type ImageUse } from './search.ts';
import { TagDialog } from './tag-dialog.tsx';

const route = getRouteApi('/shell/images');
const NONE: readonly Image[] = [];
const keyOf = (image: Image): string => image.id;
const CHIPS: Record<ImageUse, string> = { used: 'In use', unused: 'Unused', untagged: 'Untagged' };

export function ImagesPage() {
  useLive('docker_events', 'engines', 'tasks');
  const search = route.useSearch();
  const change = useChangeSearch<ImagesSearch>();
  const navigate = useNavigate();
  const may = useCan();
  const stale = useStale();
  const { id: engineId, engine, engines } = useEngine(search.engine);
  const list = useQuery(imagesQuery(engineId));
  const all = list.data?.items ?? NONE;
  const remove = useRemoveImages(engineId);
  const mayWrite = may('images', 'write');
  const mayPrune = may('images', 'admin');

  const [pulling, setPulling] = useState<string | null>(null);
  const [tagging, setTagging] = useState<Image | null>(null);
  const [pruning, setPruning] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  const found = useMemo(() => all.filter((each) => matchesImage(each, search.q)), [all, search.q]);
  const rows = useMemo(
    () => found.filter((each) => matchesUse(each, search.use)),
    [found, search.use],
  );
  const sort = useMemo(() => parseSort(search.sort), [search.sort]);
  const columns = useMemo(() => imageColumns(engineId), [engineId]);
  const open = useCallback(
    (image: Image) =>
      void navigate({ to: '/images/$engine/$id', params: { engine: engineId, id: image.id } }),
    [navigate, engineId],
  );
  const card = useCallback(
    (image: Image) => <ImageCard engine={engineId} image={image} />,
    [engineId],
  );
  const menu = useCallback(
    (image: Image): MenuItem[] => {
      const items: MenuItem[] = [{ label: 'Details', icon: Info, onSelect: () => open(image) }];
      if (!mayWrite) return items;
      const [tag] = image.tags;
      if (tag) {
        items.push({ label: 'Pull again', icon: Download, onSelect: () => setPulling(tag) });
      }
      items.push(
        { label: 'Tag', icon: TagIcon, onSelect: () => setTagging(image) },
        {
          label: 'Remove',
          icon: Trash2,
          danger: true,
          separated: true,
          onSelect: () => void remove([image]),
        },
      );
      return items;
    },
    [mayWrite, open, remove],
  );

  return (
    <Page>
      <PageHeader
        title="Images"
        aside={list.data && <Count>{all.length}</Count>}
        facts={may('containers') && <DiskFacts engine={engineId} />}
        actions={
          (mayWrite || mayPrune) && (
            <>
              {mayPrune && (
                <Button icon={Brush} disabled={!list.data} onClick={() => setPruning(true)}>
                  Prune
                </Button>
              )}
              {mayWrite && (
                <Button
                  variant="primary"
                  icon={Download}
                  disabled={engine?.status === 'absent'}
                  onClick={() => setPulling('')}
                >
                  Pull
                </Button>
              )}
            </>
          )
        }
      />
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          className="w-full sm:w-72"
          label="Search images"
          placeholder="Name, id, label"
          value={search.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
        />
        <FilterChips<ImageUse | 'all'>
          label="Use"
          options={[
            { value: 'all', label: 'All', count: found.length },
            ...IMAGE_USES.map((value) => ({
              value,
              label: CHIPS[value],
              count: found.filter((each) => matchesUse(each, value)).length,
            })),
          ]}
          value={search.use ?? 'all'}
          onChange={(use) => change({ use: use === 'all' ? undefined : use })}
        />
        <EngineFilter
          engines={engines}
          value={engineId}
          onChange={(next) => change({ engine: next })}
        />
      </div>
      <EngineNotice engine={engine} />
      <NoDocker engine={engine}>
        <ListStates
          things="images"
          query={list}
          total={all.length}
          shown={rows.length}
          onClear={() => change({ q: undefined, use: undefined })}
          empty={{
            icon: Layers,
            title: 'No images yet',
            text: 'An image is what a container is made from. Pull one from a registry, or build it with Docker on this machine.',
            action: mayWrite && (
              <Button variant="primary" icon={Download} onClick={() => setPulling('')}>
                Pull an image
              </Button>
            ),
          }}
        >
          <DataTable
            label="Images"
            rows={rows}
            rowKey={keyOf}
            rowName={imageName}
            columns={columns}
            storageKey="images"
            sort={sort}
            onSortChange={(next) => change({ sort: writeSort(next) })}
            onOpen={open}
            actions={menu}
            quickActions={
              mayWrite
                ? (image) => (
                    <IconButton
                      size="sm"
                      danger
                      icon={Trash2}
                      label="Remove"
                      onClick={() => void remove([image])}
                    />
                  )
                : undefined
            }
            {...(mayWrite && {
              selected,
              onSelectedChange: setSelected,
              bulkActions: (
                <Button
                  size="sm"
                  variant="danger"
                  icon={Trash2}
                  onClick={() => {
                    void remove(all.filter((each) => selected.has(each.id))).then(() =>
                      setSelected(new Set()),
                    );
                  }}
                >
                  Remove
                </Button>
              ),
            })}
            card={card}
            stale={stale || list.isError}
          />
        </ListStates>
      </NoDocker>
      {pulling !== null && (
        <PullDialog engine={engineId} reference={pulling} onClose={() => setPulling(null)} />
      )}
      {tagging && <TagDialog engine={engineId} image={tagging} onClose={() => setTagging(null)} />}
      {pruning && (
        <PruneImagesDialog engine={engineId} images={all} onClose={() => setPruning(false)} />
      )}
    </Page>
  );
}

function DiskFacts({ engine }: { engine: string }) {
  const { data } = useQuery(diskUsageQuery(engine));
  if (!data) return <span>Reading the disk usage</span>;
  return (
    <>
      <span className="num">{formatBytes(data.layers_bytes)} on disk</span>
      {data.images.reclaimable_bytes > 0 && (
        <span className="num">{formatBytes(data.images.reclaimable_bytes)} unused</span>
      )}
      {data.build_cache.size_bytes > 0 && (
        <span className="num">{formatBytes(data.build_cache.size_bytes)} build cache</span>
      )}
    </>
  );
}
