// A camera that shows what time it is, in blocks that survive any codec, and the eye that reads it.
import type { Page } from '@playwright/test';

/** Sixteen blocks, each twice as worth as the one before; the first counts this. */
const unitMs = 40;
const turnMs = unitMs * 2 ** 16;

const clock = { unitMs, columns: 8, rows: 2, width: 320, height: 180 };

/** Before the page loads: its camera is the clock. The microphone stays what it is. */
export async function filmTheClock(page: Page): Promise<void> {
  await page.addInitScript(({ unitMs, columns, rows, width, height }) => {
    const { mediaDevices } = navigator;
    if (!mediaDevices) return;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const tracks = wanted?.audio ? (await ask({ audio: wanted.audio })).getTracks() : [];
      if (!wanted?.video) return new MediaStream(tracks);
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const pen = canvas.getContext('2d');
      const [wide, high] = [width / columns, height / rows];
      const draw = () => {
        const now = Math.floor(Date.now() / unitMs);
        for (let bit = 0; bit < columns * rows; bit++) {
          if (!pen) return;
          pen.fillStyle = (now >> bit) & 1 ? '#fff' : '#000';
          pen.fillRect((bit % columns) * wide, Math.floor(bit / columns) * high, wide, high);
        }
      };
      draw();
      setInterval(draw, 100);
      return new MediaStream([...tracks, ...canvas.captureStream(10).getVideoTracks()]);
    };
  }, clock);
}

/** Before the page loads: notes what time the film shows whenever another page of the slides is turned to, and drawn. */
export async function watchTheClock(page: Page): Promise<void> {
  await page.addInitScript(({ unitMs, columns, rows, width, height }) => {
    const eye = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', {
      willReadFrequently: true,
    });
    const look = (): number | undefined => {
      const video = document.querySelector<HTMLVideoElement>('video[aria-label="现场画面"]');
      if (!eye || !video?.videoWidth || video.seeking || video.readyState < 2) return undefined;
      eye.drawImage(video, 0, 0, width, height);
      const [wide, high] = [width / columns, height / rows];
      let now = 0;
      for (let bit = 0; bit < columns * rows; bit++) {
        const [x, y] = [((bit % columns) + 0.5) * wide, (Math.floor(bit / columns) + 0.5) * high];
        if ((eye.getImageData(x, y, 1, 1).data[1] ?? 0) > 127) now += 2 ** bit;
      }
      return now * unitMs;
    };
    const turns: { what: 'entry' | 'drawn'; page: string; shows: number | undefined }[] = [];
    Object.assign(globalThis, { lookAtTheClock: look, turns });
    let last: Element | undefined;
    let now: string | undefined;
    new MutationObserver(() => {
      const sheet = document.querySelector<HTMLElement>('#room-stage [data-page]');
      const page = sheet?.dataset.page;
      if (page && page !== now) turns.push({ what: 'entry', page, shows: look() });
      now = page;
      const drawn = sheet?.lastElementChild;
      if (!drawn || drawn === last) return;
      last = drawn;
      turns.push({ what: 'drawn', page: page ?? '', shows: look() });
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-page'] });
  }, clock);
}

/** The room has turned the page, or the page has been drawn as well. */
type Turn = 'entry' | 'drawn';

interface Eye {
  lookAtTheClock: () => number | undefined;
  turns: { what: Turn; page: string; shows: number | undefined }[];
}

/** By how many milliseconds what the film shows is after a moment; undefined while nothing is to be seen. */
export async function after(page: Page, moment: string): Promise<number | undefined> {
  return apart(await page.evaluate(() => (globalThis as unknown as Eye).lookAtTheClock()), moment);
}

/** The same of the film when a page of the slides was turned to, the last time. */
export async function turnedAfter(page: Page, what: Turn, number: number, moment: string): Promise<number | undefined> {
  const turns = await page.evaluate(() => (globalThis as unknown as Eye).turns);
  return apart(turns.filter((turn) => turn.what === what && turn.page === String(number)).at(-1)?.shows, moment);
}

function apart(shows: number | undefined, moment: string): number | undefined {
  if (shows === undefined) return undefined;
  const behind = (shows - Date.parse(moment)) % turnMs;
  return ((behind + 1.5 * turnMs) % turnMs) - turnMs / 2;
}
