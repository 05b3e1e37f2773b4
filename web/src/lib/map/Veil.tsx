import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../text';
import { polygonsOf } from './geometry';
import type { Surface } from './surface';
import type { MapMassing, MapParcel } from './types';
import type { Arrival } from './useArrival';
import { at, drawVeil, penned, type Spot } from './veil';

interface VeilProps {
  surface: Surface;
  given: MapMassing;
  parcel?: MapParcel;
  arrival: Arrival;
}

/** The permitted envelope over the model: lines of a drawing that follow the camera frame by frame. */
export function Veil({ surface, given, parcel, arrival }: VeilProps) {
  const { t } = useTranslation('map');
  const svg = useRef<SVGSVGElement>(null);
  const { envelope } = given.massing;

  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const outline = parcel ? polygonsOf(parcel.geometry).flat() : [];
    const draw = () => {
      const { pen, rise } = arrival.now();
      const up = surface.upward();
      if (!up) return;
      const set = (part: string, d: string) => element.querySelector(`.${part}`)?.setAttribute('d', d);
      const veil = drawVeil(envelope.polygons, envelope.height, rise, up);
      const outlines = outline.map((ring) => ring.map(([lng = 0, lat = 0]) => up([lng, lat], 0)));
      set('pen', pen < 1 ? outlines.map((ring) => penned(ring, pen)).join('') : '');
      for (const part of ['walls', 'lid', 'edges', 'hidden', 'ticks'] as const) set(part, rise > 0 ? veil[part] : '');
      const settled = rise === 1;
      lead(element.querySelector('.right'), settled ? veil.right : undefined, 1, element.clientWidth);
      lead(element.querySelector('.left'), settled ? veil.left : undefined, -1, element.clientWidth);
    };
    draw();
    return surface.onFrame(draw);
  }, [surface, envelope, parcel, arrival]);

  const metres = formatNumber(envelope.height, { maximumFractionDigits: 1 });
  return (
    <svg ref={svg} className="map-veil" aria-hidden="true">
      <path className="walls" />
      <path className="lid" />
      <path className="hidden" />
      <path className="edges" />
      <path className="ticks" />
      <path className="pen" />
      <g className="right">
        <path />
        <text>{t(envelope.limited ? 'veil.limit' : 'veil.height', { metres })}</text>
      </g>
      <g className="left">
        <path />
        <text textAnchor="end">{t('veil.envelope')}</text>
      </g>
    </svg>
  );
}

/** A leader line from a point of the drawing to its words; nothing where the words would leave the map. */
function lead(group: Element | null, spot: Spot | undefined, side: 1 | -1, width: number) {
  const text = group?.querySelector('text');
  if (!group || !text) return;
  const length = text.getComputedTextLength() + 10;
  const room = spot ? (side > 0 ? width - spot.x : spot.x) - length : 0;
  const reach = Math.min(50, room);
  const shown = spot !== undefined && reach >= 14;
  group.toggleAttribute('hidden', !shown);
  group.setAttribute('visibility', shown ? 'visible' : 'hidden');
  if (!shown) return;
  const end = { x: spot.x + side * reach, y: Math.max(spot.y - 30, 22) };
  group.querySelector('path')?.setAttribute('d', `M${at(spot)}L${at({ x: end.x - side * 16, y: end.y })}L${at(end)}`);
  text.setAttribute('x', String(end.x + side * 6));
  text.setAttribute('y', String(end.y + 5));
}
