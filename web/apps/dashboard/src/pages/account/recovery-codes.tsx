import { Button, copyText, toast } from '@nebula/ui';
import { Copy, Download } from 'lucide-react';

/** The codes for the day the phone is gone, to keep elsewhere: shown this once. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const text = `${codes.join('\n')}\n`;
  const download = (): void => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = 'nebula-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(address);
  };
  const copy = async (): Promise<void> => {
    if (await copyText(text)) toast.success('Recovery codes copied');
    else toast.error('Copying failed', new Error('Select the codes and copy them by hand.'));
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">
        Each of these codes logs you in once when the authenticator is not at hand. Keep them where
        the password is not. They are not shown again.
      </p>
      <ul
        aria-label="Recovery codes"
        className="grid gap-x-6 gap-y-1 sm:grid-cols-2 rounded-control border border-line bg-page/60 px-4 py-3 font-mono text-xs"
      >
        {codes.map((code) => (
          <li key={code} className="num">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Button size="sm" icon={Copy} onClick={() => void copy()}>
          Copy
        </Button>
        <Button size="sm" icon={Download} onClick={download}>
          Download
        </Button>
      </div>
    </div>
  );
}
