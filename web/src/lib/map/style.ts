import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { collection } from './geometry';
import { fonts, ink } from './ink';
import { useColours } from './uses';

const empty = { type: 'geojson' as const, data: collection([]) };

const has = (state: string): ExpressionSpecification => ['boolean', ['feature-state', state], false];

/** How strongly plots show their use. */
export function washOf(besideModel: boolean): ExpressionSpecification {
  const rest = besideModel ? 0.12 : 0.3;
  return ['case', has('staged'), 0.11, has('selected'), 0.5, has('hover'), rest + 0.14, rest];
}

const colourOfUse = [
  'match',
  ['get', 'group'],
  ...Object.entries(useColours).flat(),
  useColours.other,
] as unknown as ExpressionSpecification;

/** Plots as a surveyor draws them: the colour of the use as a wash, a teal outline, rings at the corners. */
export function plotLayers(source: 'plots' | 'tiles'): LayerSpecification[] {
  const of = { source, ...(source === 'tiles' && { 'source-layer': 'parcels' }) };
  const chosen = (yes: number, no: number): ExpressionSpecification => ['case', has('selected'), yes, no];
  return [
    {
      id: `${source}-paper`,
      type: 'fill',
      ...of,
      paint: { 'fill-color': ink.paper, 'fill-antialias': false },
    },
    {
      id: `${source}-fill`,
      type: 'fill',
      ...of,
      paint: {
        // Under a model the ground is the veil's own colour: what may be built is looked at, not the use.
        'fill-color': ['case', has('staged'), ink.act, colourOfUse],
        'fill-opacity': washOf(false),
        'fill-antialias': false,
      },
    },
    {
      id: `${source}-line`,
      type: 'line',
      ...of,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': ink.act, 'line-width': chosen(2.6, 1.4) },
    },
    {
      id: `${source}-corner`,
      type: 'circle',
      ...(source === 'plots' ? { source: 'corners' } : of),
      minzoom: 14,
      paint: {
        'circle-radius': chosen(4, 2.6),
        'circle-color': ink.card,
        'circle-stroke-color': ink.act,
        'circle-stroke-width': chosen(1.6, 1.3),
        'circle-pitch-scale': 'viewport',
      },
    },
  ];
}

/** Numbers are drawn with the fonts of the device: no glyphs are fetched from anywhere. */
export function numberLayer(source: 'numbers' | 'tiles'): LayerSpecification {
  const own = source === 'numbers';
  return {
    id: `${source}-text`,
    type: 'symbol',
    source,
    ...(own ? {} : { 'source-layer': 'parcels', minzoom: 15 }),
    layout: {
      'text-field': ['get', own ? 'label' : 'number'],
      'text-font': fonts,
      'text-size': own ? 18 : 12,
      'text-allow-overlap': own,
      'text-max-width': 9,
      'text-pitch-alignment': 'viewport',
    },
    paint: {
      'text-color': ink.actText,
      'text-halo-color': ink.paper,
      'text-halo-width': 1.6,
    },
  };
}

/** Carriers are places rather than plots: a dotted outline. */
export const carrierLayer: LayerSpecification = {
  id: 'tiles-carrier',
  type: 'line',
  source: 'tiles',
  'source-layer': 'carriers',
  paint: { 'line-color': ink.act, 'line-width': 1.2, 'line-dasharray': [1, 3] },
};

/** What is drawn without anything asked of anybody: paper, the district's outline, plots, models, what is measured. */
export function baseStyle(): StyleSpecification {
  return {
    version: 8,
    light: { anchor: 'map', position: [1.15, 200, 45], color: '#fff', intensity: 0.17 },
    sources: {
      outline: empty,
      shade: empty,
      plots: { ...empty, promoteId: 'id', tolerance: 0 },
      corners: { ...empty, promoteId: 'id' },
      numbers: { ...empty, promoteId: 'id' },
      model: { ...empty, tolerance: 0 },
      measure: empty,
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': ink.ground } },
      { id: 'outline-fill', type: 'fill', source: 'outline', paint: { 'fill-color': ink.paper } },
      {
        id: 'outline-line',
        type: 'line',
        source: 'outline',
        paint: { 'line-color': ink.strong, 'line-width': 1.2 },
      },
      ...plotLayers('plots'),
      {
        id: 'shade',
        type: 'fill',
        source: 'shade',
        paint: { 'fill-color': ink.ink, 'fill-opacity': 0.08, 'fill-antialias': false },
      },
      {
        id: 'model',
        type: 'fill-extrusion',
        source: 'model',
        paint: {
          'fill-extrusion-color': ['get', 'colour'],
          'fill-extrusion-base': ['get', 'base'],
          'fill-extrusion-height': ['get', 'top'],
          'fill-extrusion-vertical-gradient': false,
        },
      },
      numberLayer('numbers'),
      {
        id: 'measure-fill',
        type: 'fill',
        source: 'measure',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': ink.ink, 'fill-opacity': 0.08 },
      },
      {
        id: 'measure-line',
        type: 'line',
        source: 'measure',
        paint: { 'line-color': ink.ink, 'line-width': 1.6, 'line-dasharray': [3, 2] },
      },
      {
        id: 'measure-point',
        type: 'circle',
        source: 'measure',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': 4,
          'circle-color': ink.card,
          'circle-stroke-color': ink.ink,
          'circle-stroke-width': 1.6,
        },
      },
    ],
  };
}
