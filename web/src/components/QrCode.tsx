import { pathOf, qrOf } from '@/lib/qr';

/** A code that cameras read, always ink on white; nothing when the text is too long for one. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = qrOf(text);
  if (!code) return null;
  const size = code.length + 8;
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={pathOf(code)} fill="#10243a" />
    </svg>
  );
}
