/** A thing's labels, one a line. */
export function LabelList({ labels }: { labels: Record<string, string> }) {
  const entries = Object.entries(labels).sort(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) return <span className="text-muted">none</span>;
  return (
    <ul className="flex flex-col gap-1 font-mono text-xs">
      {entries.map(([name, value]) => (
        <li key={name} className="break-all">
          <span className="text-muted">{name}=</span>
          {value}
        </li>
      ))}
    </ul>
  );
}
