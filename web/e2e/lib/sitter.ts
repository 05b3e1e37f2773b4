// Somebody drawn who sits before the camera, for pictures: no photograph, and nobody real.
import type { Page } from '@playwright/test';

interface Look {
  ground: [string, string];
  coat: string;
  tie: string;
  hair: string;
}

const looks: Look[] = [
  { ground: ['#33485B', '#1E2F40'], coat: '#1B2836', tie: '#2C6E77', hair: '#1C1B1D' },
  { ground: ['#4A4F57', '#22262C'], coat: '#3A2A30', tie: '#7A2E33', hair: '#221C1A' },
  { ground: ['#2F4A4C', '#16282B'], coat: '#26333A', tie: '#4A6A3A', hair: '#1A1A1C' },
];

/** Before the page loads: its camera sees one of those drawn, who breathes. */
export async function sit(page: Page, who: number): Promise<void> {
  await page.addInitScript(paint, looks[who % looks.length]);
}

function paint(look: Look | undefined): void {
  if (!look) return;
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (wanted) => {
    if (!wanted?.video) return ask(wanted);
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const pen = canvas.getContext('2d');
    if (!pen) return ask(wanted);
    const fill = (shape: string, colour: string) => {
      pen.fillStyle = colour;
      pen.fill(new Path2D(shape));
    };
    const draw = () => {
      pen.setTransform(2, 0, 0, 2, 0, 0);
      const ground = pen.createLinearGradient(0, 0, 320, 180);
      ground.addColorStop(0, look.ground[0]);
      ground.addColorStop(1, look.ground[1]);
      pen.fillStyle = ground;
      pen.fillRect(0, 0, 320, 180);
      pen.filter = 'blur(12px)';
      for (const [x, light] of [
        [10, 0.28],
        [58, 0.2],
        [106, 0.14],
      ] as const) {
        pen.fillStyle = `rgb(143 166 184 / ${light})`;
        pen.fillRect(x, 8, 34, 118);
      }
      pen.filter = 'blur(2px)';
      pen.translate(0, Math.sin(performance.now() / 900));
      fill('M86 180c2-34 14-46 40-52l34-8 34 8c26 6 38 18 40 52Z', look.coat);
      fill('M138 124l22 44 22-44-8-6h-28Z', '#E8EAEA');
      fill('M156 136h8l4 40h-16Z', look.tie);
      fill('M126 128l12-6 20 50-14 8ZM194 128l-12-6-20 50 14 8Z', look.coat);
      fill('M146 98h28v24c-4 8-10 12-14 12s-10-4-14-12Z', '#C39A7F');
      fill('M133 70c0-22 11-34 27-34s27 12 27 34c0 24-13 44-27 44s-27-20-27-44Z', '#D9B49A');
      fill('M131 70c-3-26 9-42 30-42 20 0 31 16 28 42-2-10-5-16-8-19-14 2-30 0-40-5-5 6-8 14-10 24Z', look.hair);
      pen.filter = 'none';
    };
    draw();
    setInterval(draw, 125);
    const stream = canvas.captureStream(8);
    if (wanted.audio) for (const track of (await ask({ audio: wanted.audio })).getAudioTracks()) stream.addTrack(track);
    return stream;
  };
}
