import { Field, Select } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { rolesQuery } from '~/data/people-queries.ts';
import { ROLE_NAMES } from '~/pages/roles/search.ts';

/** Which role, with what it is for. */
export function RoleField({
  registration,
  value,
  error,
  disabled = false,
}: {
  registration: UseFormRegisterReturn;
  value: string;
  error: string | undefined;
  disabled?: boolean;
}) {
  const { data } = useQuery(rolesQuery);
  const description = data?.items.find((each) => each.name === value)?.description;
  return (
    <Field label="Role" error={error} hint={description}>
      {(control) => (
        <Select {...control} {...registration} disabled={disabled}>
          {ROLE_NAMES.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
