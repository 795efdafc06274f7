import type { Recording } from '@nebula/api';
import type { StateChipProps } from '@nebula/ui';

/** How a recording stands, as its state chip says it. */
export function recordingState({
  status,
}: Pick<Recording, 'status'>): Pick<StateChipProps, 'tone' | 'word' | 'why'> {
  switch (status) {
    case 'recording':
      return { tone: 'busy', word: 'recording', why: 'The terminal is still open.' };
    case 'complete':
      return { tone: 'well', word: 'complete' };
    case 'interrupted':
      return {
        tone: 'warn',
        word: 'interrupted',
        why: 'The dashboard stopped while it was recorded: the end may be missing.',
      };
    default:
      return { tone: 'unknown', word: status };
  }
}
