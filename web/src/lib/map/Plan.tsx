import type { Position } from 'geojson';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { boundsOf, labelPoint, polygonsOf } from './geometry';
import { Legend } from './Legend';
import type { MapProps } from './props';
import type { LngLat } from './types';
import { useColours } from './uses';

interface PlanProps extends MapProps {
  /** Why there is no map: the browser has no WebGL, or the map did not arrive. */
  why: 'webgl' | 'chunk' | 'offline' | 'context';
}

const width = 640;
const height = 480;
const margin = 56;

/** The plots as a plain drawing, to be pressed and reached by keys. */
export function Plan({ label, parcels = [], selected, onSelect, note, why, children }: PlanProps) {
  const { t } = useTranslation('map');
  const reason = useId();
  const at = projection(parcels.map(({ geometry }) => geometry));
  return (
    <figure className="map-plan" aria-label={label} aria-describedby={reason}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure has the name */}
      <svg viewBox={`0 0 ${width} ${height}`}>
        {parcels.map((parcel) => {
          const rings = polygonsOf(parcel.geometry).flat();
          const [x, y] = at(labelPoint(parcel.geometry));
          const on = parcel.id === selected;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a plot cannot be a button element within a drawing
            <g
              key={parcel.id}
              className={on ? 'plot on' : 'plot'}
              role="button"
              tabIndex={0}
              aria-pressed={on}
              aria-label={parcel.name}
              onClick={() => onSelect?.(parcel.id)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                onSelect?.(parcel.id);
              }}
            >
              <path d={rings.map((ring) => `M${ring.map(at).join('L')}Z`).join('')} fill={useColours[parcel.group]} />
              {rings.flatMap((ring) =>
                ring.slice(1).map((corner) => {
                  const [cx, cy] = at(corner);
                  return <circle key={`${cx} ${cy}`} cx={cx} cy={cy} r={on ? 4 : 2.6} />;
                }),
              )}
              <text x={x} y={y} textAnchor="middle" dominantBaseline="central">
                {parcel.label}
              </text>
            </g>
          );
        })}
      </svg>
      {children}
      <div className="map-foot">
        <Legend groups={parcels.map(({ group }) => group)} />
        <p>{note ?? t('note')}</p>
        <p id={reason} role="status">
          {t(`plan.${why}`)}
          {why !== 'webgl' && (
            <Button variant="quiet" size="s" onClick={() => location.reload()}>
              {t('reload')}
            </Button>
          )}
        </p>
      </div>
    </figure>
  );
}

/** North up, true to scale at the middle, within the margins. */
function projection(geometries: Parameters<typeof boundsOf>[0]): (place: Position | LngLat) => [number, number] {
  const [west, south, east, north] = boundsOf(geometries) ?? [0, 0, 1, 1];
  const squeeze = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const scale = Math.min(
    (width - 2 * margin) / Math.max((east - west) * squeeze, 1e-9),
    (height - 2 * margin) / Math.max(north - south, 1e-9),
  );
  const round = (value: number) => Math.round(value * 10) / 10;
  return ([lng = 0, lat = 0]) => [
    round(width / 2 + (lng - (west + east) / 2) * squeeze * scale),
    round(height / 2 - (lat - (south + north) / 2) * scale),
  ];
}
