import { ApiError, toApiError } from '@nebula/api';
import { toast } from '@nebula/ui';
import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { config } from 'zod/mini';

// The page's policy forbids building functions from text, which zod would otherwise try.
config({ jitless: true });

/**
 * Puts what the server refused beside the field it names, and says everything else in a toast.
 * `fields` are the form's own; a problem with any other field is not for one of its inputs.
 */
export function showProblem<T extends FieldValues>(
  error: unknown,
  setError: UseFormSetError<T>,
  fields: readonly Path<T>[],
  title: string,
): void {
  if (error instanceof ApiError) {
    const field = fields.find((each) => each === error.field);
    if (field) {
      setError(field, { message: error.fieldMessage }, { shouldFocus: true });
      return;
    }
  }
  toast.error(title, toApiError(error));
}
