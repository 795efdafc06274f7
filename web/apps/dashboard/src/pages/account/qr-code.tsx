import { encode } from 'uqr';

/** A QR code drawn here; what it says leaves the page by the camera only. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      // Readers of QR codes expect dark on light.
      className="size-48 rounded-control bg-[#ffffff] text-[#000000]"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
