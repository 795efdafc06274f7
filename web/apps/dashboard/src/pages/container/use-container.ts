import type { Container } from '@nebula/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { containerQuery } from '~/data/queries.ts';

const route = getRouteApi('/shell/containers/$engine/$id');

/** The container that the address names, for the page and its tabs. */
export function useContainer(): {
  engine: string;
  id: string;
  container: Container | undefined;
  query: ReturnType<typeof useContainerQuery>;
} {
  const { engine, id } = route.useParams();
  const query = useContainerQuery(engine, id);
  return { engine, id, container: query.data, query };
}

function useContainerQuery(engine: string, id: string) {
  return useQuery(containerQuery(engine, id));
}
