import { api, call, toApiError, type Recording } from '@nebula/api';
import { confirm, formatClock, formatExact, toast } from '@nebula/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { recordingKeys } from '~/data/recording-queries.ts';

/** Asks, removes a recording, and answers whether it is gone. */
export function useDeleteRecording(): (recording: Recording) => Promise<boolean> {
  const client = useQueryClient();
  return useCallback(
    async (recording) => {
      const agreed = await confirm({
        title: `Delete the recording of ${recording.container_name}?`,
        body: `What ${recording.username} did there on ${formatExact(recording.started_at)} (${formatClock(recording.duration_ms)}) can not be replayed any more. The audit log still says that the terminal was opened.`,
        action: 'Delete',
        danger: true,
      });
      if (!agreed) return false;
      try {
        await call(
          api.DELETE('/api/v1/recordings/{id}', { params: { path: { id: recording.id } } }),
        );
      } catch (error) {
        toast.error('The recording was not deleted', toApiError(error));
        return false;
      }
      toast.success(`Recording of ${recording.container_name} deleted`);
      await client.invalidateQueries({ queryKey: recordingKeys.all });
      return true;
    },
    [client],
  );
}
