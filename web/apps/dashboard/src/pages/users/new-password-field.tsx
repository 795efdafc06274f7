import { CopyButton, Field, IconButton, PasswordInput } from '@nebula/ui';
import { Dices } from 'lucide-react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { suggestPassword } from './password.ts';

/** A password for somebody else: typed, or made up and copied. */
export function NewPasswordField({
  label,
  registration,
  value,
  error,
  onSuggest,
}: {
  label: string;
  registration: UseFormRegisterReturn;
  value: string;
  error: string | undefined;
  onSuggest: (password: string) => void;
}) {
  return (
    <Field label={label} error={error} hint="At least 12 characters.">
      {(control) => (
        <div className="flex items-center gap-1">
          <div className="min-w-0 flex-1">
            <PasswordInput {...control} {...registration} autoComplete="new-password" />
          </div>
          <IconButton
            icon={Dices}
            label="Make one up"
            onClick={() => onSuggest(suggestPassword())}
          />
          {value !== '' && <CopyButton text={value} label="Copy the password" />}
        </div>
      )}
    </Field>
  );
}
