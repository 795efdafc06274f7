import { ApiError } from '@nebula/api';
import { QueryClient } from '@tanstack/react-query';

/** What is worth asking again: no answer, or one that says "not now". */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: (attempt) => Math.min(4_000, 500 * 2 ** attempt),
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false },
  },
});
