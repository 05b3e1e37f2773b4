import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LngLat, MapHandle } from '@/lib/map';
import type { Boundary } from './boundary';

interface DrawBoundaryProps {
  map: MapHandle;
  geometry: Boundary | null;
  onChange: (geometry: Boundary | null) => void;
}

/**
 * Corners over the map: a press adds one, dragging moves it, a double press or Delete takes it away. The arrow keys
 * move a corner by a pixel. The map stays still meanwhile, but for its own buttons.
 */
export function DrawBoundary({ map, geometry, onChange }: DrawBoundaryProps) {
  const { t } = useTranslation('staff-land');
  useMoves(map);
  const corners = cornersOf(geometry);
  const [held, hold] = useState<number>();
  const host = useRef<SVGSVGElement>(null);
  const at = ({ clientX, clientY }: { clientX: number; clientY: number }): LngLat => {
    const box = map.element.getBoundingClientRect();
    return map.unproject({ x: clientX - box.left, y: clientY - box.top });
  };
  const put = (next: LngLat[]) => onChange(shapeOf(next));
  const move = (index: number, to: LngLat) => put(corners.map((corner, other) => (other === index ? to : corner)));
  const drop = (index: number) => put(corners.filter((_, other) => other !== index));
  const nudge = (index: number, dx: number, dy: number) => {
    const corner = corners[index];
    if (!corner) return;
    const { x, y } = map.project(corner);
    move(index, map.unproject({ x: x + dx, y: y + dy }));
  };
  const press = (event: PointerEvent) => {
    if (event.target === host.current) put(inserted(corners, at(event), map));
  };
  const points = corners.map((corner) => map.project(corner));
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the corners within are named
    <svg ref={host} className="sp-draw adding" onPointerDown={press}>
      {points.length > 1 && <path d={`M${points.map(({ x, y }) => `${x} ${y}`).join('L')}Z`} />}
      {points.map(({ x, y }, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a corner cannot be a button element within a drawing
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: corners have no identity but their place
          key={index}
          cx={x}
          cy={y}
          r="7"
          role="button"
          tabIndex={0}
          aria-label={t('draw.corner', { number: index + 1 })}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            hold(index);
          }}
          onPointerMove={(event) => {
            if (held === index) move(index, at(event));
          }}
          onPointerUp={() => hold(undefined)}
          onDoubleClick={() => drop(index)}
          onKeyDown={(event) => {
            const steps: Record<string, [number, number]> = {
              ArrowLeft: [-1, 0],
              ArrowRight: [1, 0],
              ArrowUp: [0, -1],
              ArrowDown: [0, 1],
            };
            const step = steps[event.key];
            if (!step && event.key !== 'Delete' && event.key !== 'Backspace') return;
            event.preventDefault();
            if (step) nudge(index, ...step);
            else drop(index);
          }}
        />
      ))}
    </svg>
  );
}

/** Draws again whenever the map moves under it. */
function useMoves(map: MapHandle): void {
  const [, again] = useState(0);
  useEffect(() => map.onMove(() => again((count) => count + 1)), [map]);
}

function cornersOf(geometry: Boundary | null): LngLat[] {
  const ring = geometry?.type === 'Polygon' ? geometry.coordinates[0] : undefined;
  return (ring ?? []).slice(0, -1).map(([lng = 0, lat = 0]) => [lng, lat]);
}

/** An outline being drawn is kept from its first corner on; the server says when it is none yet. */
function shapeOf(corners: LngLat[]): Boundary | null {
  const [first] = corners;
  const round = ([lng, lat]: LngLat) => [Math.round(lng * 1e8) / 1e8, Math.round(lat * 1e8) / 1e8];
  return first ? { type: 'Polygon', coordinates: [[...corners, first].map(round)] } : null;
}

/** A new corner goes into the edge it lies nearest to, so that an outline can be refined anywhere. */
function inserted(corners: LngLat[], corner: LngLat, map: MapHandle): LngLat[] {
  if (corners.length < 3) return [...corners, corner];
  const p = map.project(corner);
  const points = corners.map((each) => map.project(each));
  const far = points.map((from, index) => away(p, from, points[(index + 1) % points.length] ?? from));
  const edge = far.indexOf(Math.min(...far));
  return [...corners.slice(0, edge + 1), corner, ...corners.slice(edge + 1)];
}

interface Point {
  x: number;
  y: number;
}

/** How far a point is from an edge. */
function away(p: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = Math.max(0, Math.min(1, ((p.x - from.x) * dx + (p.y - from.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(p.x - from.x - along * dx, p.y - from.y - along * dy);
}
