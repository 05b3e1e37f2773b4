// What a browser sends and receives: proof of video is a frame decoded, not a visible element.
import { expect, type Locator, type Page } from '@playwright/test';
import WebSocket from 'ws';

/** Flags of a browser that has a camera, a microphone and a screen which nobody has to hold, and wants a touch before sound. */
export const fakeDevices = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=document-user-activation-required',
];

/** Before the page loads: keeps its connections at hand, and its camera small, for two cores carry everybody. */
export async function watchPeers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const peers: RTCPeerConnection[] = [];
    Object.assign(globalThis, { peers });
    const Native = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        peers.push(this);
      }
    };
    const { mediaDevices } = navigator;
    if (!mediaDevices) return;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (wanted) => {
      const video = wanted?.video && { ...(wanted.video as object), width: 320, height: 180, frameRate: 10 };
      return ask({ ...wanted, ...(video && { video }) });
    };
    const show = mediaDevices.getDisplayMedia.bind(mediaDevices);
    mediaDevices.getDisplayMedia = () => show({ video: { width: 320, height: 180, frameRate: 5 } });
  });
}

/**
 * Before the page loads: resolves once the browser has refused to play sound. Nothing may be asked of the page until
 * then, for every question of a test counts as a touch.
 */
export async function soundHeldBack(page: Page): Promise<void> {
  const refused = 'sound was refused';
  await page.addInitScript((words) => {
    const { prototype } = HTMLMediaElement;
    const play = prototype.play;
    prototype.play = function (this: HTMLMediaElement) {
      const playing = play.call(this);
      playing.catch((cause: DOMException) => cause.name === 'NotAllowedError' && console.info(words));
      return playing;
    };
  }, refused);
  try {
    await page.waitForEvent('console', { predicate: (message) => message.text() === refused, timeout: 60_000 });
  } catch {
    throw new Error(`no sound was refused: ${await page.evaluate(players)}`);
  }
}

/** What plays on the page, and what the page says. */
function players(): string {
  const all = [...document.querySelectorAll<HTMLMediaElement>('audio, video')].map(
    ({ tagName, paused, muted, readyState }) =>
      `${tagName} ${paused ? 'paused' : 'plays'} ${muted ? 'muted' : ''} ${readyState}`,
  );
  return `${all.join(', ') || 'nothing to play'}; ${document.querySelector('main')?.textContent}`;
}

/** Frames of video decoded so far, over all connections of the page. */
export async function decoded(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { peers = [] } = globalThis as { peers?: RTCPeerConnection[] };
    let frames = 0;
    for (const peer of peers) {
      if (peer.connectionState === 'closed') continue;
      for (const stat of (await peer.getStats()).values()) {
        if (stat.type === 'inbound-rtp' && stat.kind === 'video') frames += stat.framesDecoded ?? 0;
      }
    }
    return frames;
  });
}

/** Waits until more frames are decoded: the picture moves. */
export async function moves(page: Page): Promise<void> {
  const before = await decoded(page);
  await expect.poll(() => decoded(page), { timeout: 30_000 }).toBeGreaterThan(before + 5);
}

/** The tile of somebody on stage that is seen. */
export function tile(page: Page, name: string): Locator {
  return page.getByRole('figure').filter({ hasText: name }).filter({ visible: true }).first();
}

/** Waits until somebody's picture is in their tile. */
export async function seesFace(page: Page, name: string): Promise<void> {
  await expect
    .poll(
      () =>
        tile(page, name)
          .locator('video')
          .evaluate((video: HTMLVideoElement) => video.videoWidth),
      {
        timeout: 30_000,
      },
    )
    .toBeGreaterThan(0);
}

/** How the media server answers somebody who comes with a token: 101 lets them in. */
export function knock(base: string, token: string): Promise<number> {
  const url = new URL('/rtc', base.replace('http', 'ws'));
  url.searchParams.set('access_token', token);
  url.searchParams.set('protocol', '16');
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_, answer) => {
      socket.terminate();
      resolve(answer.statusCode ?? 0);
    });
    socket.on('error', (cause) => reject(cause));
  });
}
