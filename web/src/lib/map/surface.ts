import type { Feature } from 'geojson';
import { type CustomLayerInterface, type GeoJSONSource, MercatorCoordinate } from 'maplibre-gl';
import type { Massing } from '../massing/types';
import { Engine } from './engine';
import { cameraFor, overCorner } from './framing';
import { type Bounds, collection, contains, corners, numbers, plots } from './geometry';
import { motion, still } from './ink';
import { modelFeatures, shadeFeatures } from './model';
import { baseStyle, carrierLayer, numberLayer, plotLayers, washOf } from './style';
import type { Camera, CameraListener, EaseOptions, FrameOptions, LngLat, MapHandle, MapParcel } from './types';
import { isUseGroup, type UseGroup } from './uses';
import type { Upward } from './veil';

export interface SurfaceOptions {
  container: HTMLElement;
  /** The name of the map for those who do not see it. */
  label: string;
  camera?: Camera;
  bounds?: Bounds;
  onPlace(place: LngLat, parcel: string | undefined): void;
  onHover(parcel: string | undefined): void;
  onFailed(what: 'tiles' | 'ground' | 'context'): void;
  onUses(groups: UseGroup[]): void;
}

interface Spot {
  lngLat: { lng: number; lat: number };
  point: { x: number; y: number };
}

/** Nearly parallel, as a drawing is: walls of one height look of one height. */
const fieldOfView = 8;
const padding = { top: 56, bottom: 56, left: 56, right: 72 };

/** The map as a thing one tells what to show; React only ever talks to this. */
export class Surface implements MapHandle {
  readonly map: Engine;
  readonly element: HTMLElement;
  /** The style is in and sources can be set. */
  readonly ready: Promise<void>;
  private readonly options: SurfaceOptions;
  /** Takes the matrix of each frame as it is drawn, so that what lies over the map fits it to the pixel. */
  private readonly eye: CustomLayerInterface = {
    id: 'eye',
    type: 'custom',
    renderingMode: '3d',
    render: (_, { defaultProjectionData }) => {
      this.matrix = defaultProjectionData.mainMatrix;
    },
  };
  private matrix: ArrayLike<number> | undefined;
  private parcels: readonly MapParcel[] = [];
  private chosen: string | undefined;
  private staged: string | undefined;
  private tall = 0;
  private under: string | undefined;

  constructor(options: SurfaceOptions) {
    this.options = options;
    const { camera, bounds } = options;
    this.map = new Engine({
      container: options.container,
      style: baseStyle(),
      attributionControl: false,
      renderWorldCopies: false,
      minZoom: 7,
      maxZoom: 21,
      maxPitch: 75,
      locale: { 'Map.Title': options.label },
      canvasContextAttributes: { antialias: true },
      ...(camera
        ? { center: [camera.lng, camera.lat], zoom: camera.zoom, pitch: camera.pitch, bearing: camera.bearing }
        : bounds && { bounds, fitBoundsOptions: { padding, maxZoom: 17 } }),
    });
    this.map.setVerticalFieldOfView(fieldOfView);
    this.element = this.map.getContainer();
    this.ready = new Promise((resolve) => this.map.once('style.load', () => resolve()));
    this.listen();
  }

  private listen() {
    const { map, options } = this;
    map.on('click', (event) => this.press(event));
    map.on('mousemove', (event) => this.setHover(this.parcelAt(event)));
    map.on('mouseout', () => this.setHover(undefined));
    map.on('error', (event) => {
      const source = (event as { sourceId?: string }).sourceId;
      if (source === 'tiles') options.onFailed('tiles');
      else if (source === 'ground-tiles') {
        // Beyond the source's edge there is simply nothing.
        if ((event.error as { status?: number }).status !== 404) options.onFailed('ground');
      } else console.error(event.error);
    });
    map.on('load', () => map.addLayer(this.eye));
    map.on('webglcontextlost', () => options.onFailed('context'));
    map.on('idle', () => this.tellUses());
  }

  private press(at: Spot) {
    this.options.onPlace([at.lngLat.lng, at.lngLat.lat], this.parcelAt(at));
  }

  /** The page's parcels are known exactly and at once; those of tiles as soon as they are drawn. */
  private parcelAt({ lngLat: { lng, lat }, point }: Spot): string | undefined {
    const own = [...this.parcels].reverse().find(({ geometry }) => contains(geometry, [lng, lat]));
    if (own || !this.map.getLayer('tiles-fill')) return own?.id;
    const [found] = this.map.queryRenderedFeatures([point.x, point.y], { layers: ['tiles-fill'] });
    return found?.properties.id;
  }

  private tellUses() {
    const seen = new Set(this.parcels.map(({ group }) => group));
    if (this.map.getLayer('tiles-fill')) {
      for (const { properties } of this.map.queryRenderedFeatures({ layers: ['tiles-fill'] }))
        if (isUseGroup(properties.group)) seen.add(properties.group);
    }
    this.options.onUses([...seen]);
  }

  setParcels(parcels: readonly MapParcel[]) {
    this.parcels = parcels;
    this.setData('plots', plots(parcels).features);
    this.setData('corners', corners(parcels).features);
    this.setData('numbers', numbers(parcels).features);
    this.mark('selected', this.chosen, true);
    this.mark('staged', this.staged, true);
    this.leaveOwnOut();
    this.tellUses();
  }

  setOutline(outline: Feature[]) {
    this.setData('outline', outline);
  }

  setData(source: 'outline' | 'plots' | 'corners' | 'numbers' | 'shade' | 'model' | 'measure', features: Feature[]) {
    this.map.getSource<GeoJSONSource>(source)?.setData(collection(features));
  }

  /** The model and its shadow in place of the plot's number. */
  setMassing(parcel: string | undefined, massing: Massing | undefined) {
    this.mark('staged', this.staged, false);
    this.staged = parcel;
    this.tall = massing?.envelope.height ?? 0;
    this.mark('staged', parcel, true);
    this.setData('model', massing ? modelFeatures(massing) : []);
    this.setData('shade', massing ? shadeFeatures(massing) : []);
    this.map.setFilter('numbers-text', parcel ? ['!=', ['get', 'id'], parcel] : null);
    this.setWash();
  }

  /** Beside a model the other plots step back. */
  private setWash() {
    for (const id of ['plots-fill', 'tiles-fill'])
      if (this.map.getLayer(id)) this.map.setPaintProperty(id, 'fill-opacity', washOf(this.staged !== undefined));
  }

  setModelOpacity(opacity: number) {
    this.map.setPaintProperty('model', 'fill-extrusion-opacity', opacity);
    this.map.setPaintProperty('shade', 'fill-opacity', opacity * 0.08);
  }

  /** Draws everything this reader may see from the server's vector tiles. */
  setTiles(url: string | undefined) {
    const { map } = this;
    for (const { id } of map.getStyle().layers) if (id.startsWith('tiles-')) map.removeLayer(id);
    if (map.getSource('tiles')) map.removeSource('tiles');
    if (!url) return;
    map.addSource('tiles', {
      type: 'vector',
      tiles: [absolute(url)],
      minzoom: 8,
      maxzoom: 16,
      promoteId: { parcels: 'id', carriers: 'id' },
    });
    for (const layer of [...plotLayers('tiles'), carrierLayer]) map.addLayer(layer, 'plots-paper');
    map.addLayer(numberLayer('tiles'), 'numbers-text');
    this.mark('selected', this.chosen, true);
    this.leaveOwnOut();
    this.setWash();
  }

  /** What the page has itself is not drawn once more from the tiles. */
  private leaveOwnOut() {
    const own = this.parcels.map(({ id }) => id);
    for (const { id } of [...plotLayers('tiles'), numberLayer('tiles')])
      if (this.map.getLayer(id)) this.map.setFilter(id, ['!', ['in', ['get', 'id'], ['literal', own]]]);
  }

  /** A plan or picture under everything, from our own server. */
  setGround(ground: { url: string; minzoom: number; maxzoom: number } | undefined) {
    const { map } = this;
    if (map.getLayer('ground-tiles')) map.removeLayer('ground-tiles');
    if (map.getSource('ground-tiles')) map.removeSource('ground-tiles');
    if (!ground) return;
    const { url, minzoom, maxzoom } = ground;
    map.addSource('ground-tiles', {
      type: 'raster',
      tiles: [absolute(url)],
      tileSize: 256,
      minzoom,
      maxzoom,
    });
    // Paler than it comes: the plots are what one is to see.
    const paint = { 'raster-saturation': -0.5, 'raster-opacity': 0.8, 'raster-fade-duration': 0 };
    map.addLayer({ id: 'ground-tiles', type: 'raster', source: 'ground-tiles', paint }, 'outline-line');
  }

  /** Asks again for tiles that did not come. */
  retry() {
    for (const id of ['tiles', 'ground-tiles']) if (this.map.getSource(id)) this.map.refreshTiles(id);
  }

  setSelected(id: string | undefined) {
    this.mark('selected', this.chosen, false);
    this.chosen = id;
    this.mark('selected', id, true);
  }

  setHover(id: string | undefined) {
    if (id === this.under) return;
    this.mark('hover', this.under, false);
    this.under = id;
    this.mark('hover', id, true);
    this.map.getCanvas().style.cursor = id ? 'pointer' : '';
    this.options.onHover(id);
  }

  private mark(name: 'selected' | 'hover' | 'staged', id: string | undefined, value: boolean) {
    if (!id) return;
    for (const source of ['plots', 'corners'])
      if (this.map.getSource(source)) this.map.setFeatureState({ source, id }, { [name]: value });
    if (this.map.getSource('tiles'))
      this.map.setFeatureState({ source: 'tiles', sourceLayer: 'parcels', id }, { [name]: value });
  }

  /** Presses the middle of the map, for those who move it by keys. */
  pressMiddle() {
    const lngLat = this.map.getCenter();
    this.press({ lngLat, point: this.map.project(lngLat) });
  }

  getCamera(): Camera {
    const { lng, lat } = this.map.getCenter();
    return { lng, lat, zoom: this.map.getZoom(), pitch: this.map.getPitch(), bearing: this.map.getBearing() };
  }

  jumpTo(camera: Partial<Camera>) {
    this.map.jumpTo(view(this.getCamera(), camera));
  }

  easeTo(camera: Partial<Camera>, { duration = motion.camera, linear = false }: EaseOptions = {}) {
    const to = view(this.getCamera(), camera);
    if (still() || duration <= 0) this.map.jumpTo(to);
    else this.map.easeTo({ ...to, duration, ...(linear && { easing: (t: number) => t }) });
  }

  frame(ids?: readonly string[], { duration, above, ...angles }: FrameOptions = {}) {
    const wanted = ids ? this.parcels.filter(({ id }) => ids.includes(id)) : this.parcels;
    const { clientWidth: width, clientHeight: height } = this.element;
    const geometries = wanted.map(({ geometry }) => geometry);
    const [first] = geometries;
    const pitch = angles.pitch ?? this.map.getPitch();
    const bearing =
      angles.bearing === 'corner' && first ? overCorner(first) : Number(angles.bearing ?? this.map.getBearing());
    const stands = wanted.some(({ id }) => id === this.staged) ? this.tall : 0;
    const camera = cameraFor(geometries, { width, height, pitch, bearing, above: above ?? stands });
    if (camera) this.easeTo(camera, { duration });
  }

  zoomBy(steps: number) {
    this.map.zoomTo(this.map.getZoom() + steps, { animate: !still(), duration: 240 });
  }

  onMove(listener: CameraListener): () => void {
    const tell = (settled: boolean) => (event: { originalEvent?: unknown }) =>
      listener(this.getCamera(), { byHand: !!event.originalEvent, settled });
    const move = tell(false);
    const end = tell(true);
    const subscriptions = [this.map.on('move', move), this.map.on('moveend', end)];
    return () => {
      for (const each of subscriptions) each.unsubscribe();
    };
  }

  onIdle(listener: () => void) {
    void this.map.once('idle', listener);
    this.map.triggerRepaint();
  }

  project([lng, lat]: LngLat) {
    const { x, y } = this.map.project([lng, lat]);
    return { x, y };
  }

  /** Where points above the ground appear in the frame drawn last. */
  upward(): Upward | undefined {
    const m = this.matrix;
    if (!m) return undefined;
    const { clientWidth: width, clientHeight: height } = this.element;
    return (place, metres) => {
      const { x, y, z } = MercatorCoordinate.fromLngLat(place, metres);
      const row = (i: number) => (m[i] ?? 0) * x + (m[i + 4] ?? 0) * y + (m[i + 8] ?? 0) * z + (m[i + 12] ?? 0);
      const w = Math.max(row(3), 1e-6); // behind the eye: far out of sight
      return { x: ((row(0) / w + 1) / 2) * width, y: ((1 - row(1) / w) / 2) * height };
    };
  }

  onFrame(listener: () => void): () => void {
    const subscription = this.map.on('render', listener);
    return () => subscription.unsubscribe();
  }

  unproject({ x, y }: { x: number; y: number }): LngLat {
    const { lng, lat } = this.map.unproject([x, y]);
    return [lng, lat];
  }

  remove() {
    this.map.remove();
  }
}

function view(now: Camera, { lng = now.lng, lat = now.lat, ...rest }: Partial<Camera>) {
  return { center: [lng, lat] as LngLat, ...rest };
}

/** With the host before it, which tiles need; the braces stay as they are, which URL would encode. */
function absolute(path: string): string {
  return path.startsWith('/') ? location.origin + path : path;
}
