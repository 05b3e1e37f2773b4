// The map as a browser shows it, under the policy of the pages.
import { execFileSync } from 'node:child_process';
import { expect, type Page, test } from '@playwright/test';
import type { Camera, MapProps } from '../src/lib/map';
import { labelPoint } from '../src/lib/map/geometry';
import { massing, type Ring } from '../src/lib/massing';
import { complaintsOf, faults } from './lib/look';
import { openMapPage } from './lib/mapPage';
import { plots } from './map/plots';

test.use({
  viewport: { width: 640, height: 480 },
  locale: 'zh-CN',
  launchOptions: {
    executablePath: process.env.ZHAOYUN_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
  },
});

let site: Awaited<ReturnType<typeof openMapPage>>;
test.beforeAll(async () => {
  site = await openMapPage();
});
test.afterAll(async () => {
  await site.stop();
});

async function open(page: Page, props: Partial<MapProps> = {}) {
  const complaints = complaintsOf(page);
  await page.goto(site.url);
  await page.waitForFunction(() => typeof window.show === 'function');
  await page.evaluate((given) => window.show(given), { label: '示例地块', parcels: plots, ...props });
  await page.waitForFunction(() => window.map !== undefined, undefined, { timeout: 60_000 });
  return complaints;
}

test('a map loads under the policy without a complaint and shows what each colour means', async ({ page }) => {
  const complaints = await open(page);
  await expect(page.getByRole('list', { name: '用地图例' }).getByRole('listitem')).toHaveText([
    '居住',
    '商业商务',
    '公共服务',
  ]);
  expect([...complaints, ...(await faults(page))]).toEqual([]);
});

const tools = ['zoom', 'tilt', 'north', 'full', 'measure', 'legend'] as const;

/** Presses a place on the ground. */
async function press(page: Page, place: [number, number]) {
  const { x, y } = await page.evaluate((at) => window.map?.project(at) ?? { x: -1, y: -1 }, place);
  await page.mouse.click(x, y);
}

test('a press chooses a plot, Enter the one in the middle, a press beside it none', async ({ page }) => {
  await open(page);
  const chosen = page.locator('#selected');
  await press(page, labelPoint(plot('p3').geometry));
  await expect(chosen).toHaveText('p3');
  await press(page, [120.187, 30.2385]);
  await expect(chosen).toHaveText('');
  const [lng, lat] = labelPoint(plot('p5').geometry);
  await page.evaluate((camera) => window.map?.jumpTo(camera), { lng, lat });
  await page.locator('.maplibregl-canvas').focus();
  await page.keyboard.press('Enter');
  await expect(chosen).toHaveText('p5');
});

test('what is measured on the map is the geodesic figure', async ({ page }) => {
  await open(page, { tools });
  await page.getByRole('button', { name: '量距离和面积' }).click();
  const ruler = page.getByRole('region', { name: '量测' });
  const corners = plot('p1').geometry.coordinates[0]?.slice(0, 4) as [number, number][];
  // Pixels are about a metre wide here: what is measured is what was pressed, so ask the map where that was.
  const pressed: [number, number][] = [];
  for (const corner of corners) {
    const at = await page.evaluate((place) => window.map?.project(place) ?? { x: 0, y: 0 }, corner);
    const pixel = { x: Math.round(at.x), y: Math.round(at.y) };
    await page.mouse.click(pixel.x, pixel.y);
    pressed.push(await page.evaluate((point) => window.map?.unproject(point) ?? [0, 0], pixel));
  }
  const { length, areaM2 } = planimeter(pressed);
  await expect(ruler.getByText('长度')).toBeVisible();
  await expect(ruler).toContainText(`${figure(length, 1)} m`);
  await expect(ruler).toContainText(`${figure(areaM2, 1)} ㎡`);
  await expect(ruler).toContainText(`${figure((areaM2 * 3) / 2000, 2)} 亩`);
  expect(Math.abs(areaM2 - 188 * 131)).toBeLessThan(500);
  await ruler.getByRole('button', { name: '撤回一点' }).click();
  await expect(ruler).not.toContainText(figure(areaM2, 1));
  expect(await faults(page)).toEqual([]);
});

test('the camera goes where it is told and tells where it is', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await open(page);
  const to = { lng: 120.1912, lat: 30.2371, zoom: 16.3, pitch: 48, bearing: -21 };
  const seen = await page.evaluate(
    (camera) =>
      new Promise<{ moves: number; last: Camera | undefined }>((resolve) => {
        let moves = 0;
        const off = window.map?.onMove((at, { settled, byHand }) => {
          if (!byHand) moves++;
          if (!settled) return;
          off?.();
          resolve({ moves, last: at });
        });
        window.map?.easeTo(camera, { duration: 300 });
      }),
    to,
  );
  expect(seen.moves).toBeGreaterThan(1);
  for (const [key, value] of Object.entries(to)) expect(seen.last?.[key as keyof Camera]).toBeCloseTo(value, 6);
});

test('a massing stands on its plot: white card under a veil with the height beside it', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const complaints = await open(page);
  const middle = labelPoint(plot('p1').geometry);
  const [lng, lat] = middle;
  const look = { lng, lat, zoom: 16.5, pitch: 50, bearing: -18 };
  await page.evaluate((camera) => window.map?.jumpTo(camera), look);
  await expect.poll(() => colourAt(page, middle)).toMatchObject({ reddish: true });
  const made = massing({ ...notice, polygons: plot('p1').geometry.coordinates.map((ring) => [ring as Ring]) });
  await page.evaluate((given) => window.show(given), {
    label: '示例地块',
    parcels: plots,
    selected: 'p1',
    massing: { parcel: 'p1', massing: made },
  });
  await expect(page.getByText('限高 100 m')).toBeVisible();
  await expect(page.getByText('容许体量')).toBeVisible();
  await expect.poll(() => colourAt(page, middle)).toMatchObject({ reddish: false, light: true });
  // The foot of the veil lies on the ground where the map itself has it.
  const corner = made.envelope.polygons[0]?.[0]?.[0] as [number, number];
  const { x, y } = await page.evaluate((place) => window.map?.project(place) ?? { x: 0, y: 0 }, corner);
  const edges = (await page.locator('.map-veil .edges').getAttribute('d')) ?? '';
  const near = [...edges.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].map(([, px, py]) =>
    Math.hypot(Number(px) - x, Number(py) - y),
  );
  expect(Math.min(...near)).toBeLessThan(0.2);
  expect([...complaints, ...(await faults(page))]).toEqual([]);
});

test('a browser without WebGL gets a plan of the plots that keys can use', async ({ page }) => {
  await page.addInitScript(() => {
    const real = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...args: unknown[]) {
      return args[0] === 'webgl2' ? null : Reflect.apply(real, this, args);
    } as typeof real;
  });
  await page.goto(site.url);
  await page.waitForFunction(() => typeof window.show === 'function');
  await page.evaluate((given) => window.show(given), { label: '示例地块', parcels: plots });
  await expect(page.getByText('此浏览器不支持三维地图')).toBeVisible();
  await page.getByRole('button', { name: '地块 05' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#selected')).toHaveText('p5');
  expect(await faults(page)).toEqual([]);
});

const notice = {
  areaM2: 24_680,
  far: { min: 2, minOpen: true, max: 3.5 },
  density: { max: 40 },
  green: { min: 25 },
  height: { max: 100 },
  form: 'towers' as const,
  floorHeight: 4.2,
  setback: 8,
};

/** What colour the picture of the page has at a place of the ground. */
async function colourAt(page: Page, place: [number, number]) {
  const { x, y } = await page.evaluate((at) => window.map?.project(at) ?? { x: 0, y: 0 }, place);
  const shot = await page.screenshot({ clip: { x: Math.round(x) + 20, y: Math.round(y) + 20, width: 1, height: 1 } });
  const [r = 0, g = 0, b = 0] = await page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas?.drawImage(image, 0, 0);
    return [...(canvas?.getImageData(0, 0, 1, 1).data ?? [])];
  }, shot.toString('base64'));
  return { reddish: r > b + 40, light: Math.min(r, g, b) > 190, r, g, b };
}

function plot(id: string) {
  const found = plots.find((each) => each.id === id);
  if (found?.geometry.type !== 'Polygon') throw new Error(`no plot ${id}`);
  return { ...found, geometry: found.geometry };
}

/** GeographicLib's own tool. */
function planimeter(points: [number, number][]) {
  const input = points.map(([lng, lat]) => `${lng} ${lat}`).join('\n');
  const run = (...args: string[]) =>
    execFileSync('Planimeter', ['-w', '-p', '6', ...args], { input, encoding: 'utf8' })
      .trim()
      .split(' ')
      .map(Number);
  const [, length = 0] = run('-l');
  const [, , areaM2 = 0] = run();
  return { length, areaM2: Math.abs(areaM2) };
}

const figure = (value: number, digits: number) =>
  new Intl.NumberFormat('zh-CN', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
