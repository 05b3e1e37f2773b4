import type { Corner } from '../../room/ceremony/outline';

const [width, height] = [1920, 1080];
const family = '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';
const colour = {
  ink: '#10243a',
  grey: '#4a5d70',
  line: '#c7d0d8',
  act: '#0e7c86',
  paper: '#fdfcf8',
  dark: '#0a1521',
  pale: '#b4c2cf',
};

function sheet(background: string) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser draws no pictures');
  pen.fillStyle = background;
  pen.fillRect(0, 0, width, height);
  return { canvas, pen };
}

function png(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('this browser draws no pictures'))), 'image/png'),
  );
}

/** Breaks a text where a line of Chinese or English may end. */
function linesOf(pen: CanvasRenderingContext2D, text: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[\x21-\x7e]+ *|\s+|[^\s\x21-\x7e]/gu) ?? []) {
    const fits = pen.measureText(line + piece.trimEnd()).width <= most;
    // A line does not begin with a mark that belongs to the word before it.
    if (fits || line === '' || /^[，。、；：！？）》」』”]/.test(piece)) line += piece;
    else {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    }
  }
  return [...lines, line.trimEnd()].filter(Boolean);
}

/** The picture that holds the stage while the signing goes on elsewhere. */
export function drawWords(words: string, session: string): Promise<Blob> {
  const { canvas, pen } = sheet(colour.dark);
  pen.textAlign = 'center';
  pen.fillStyle = '#edf2f6';
  pen.font = `600 72px ${family}`;
  const lines = linesOf(pen, words, width - 320);
  for (const [at, line] of lines.entries()) {
    pen.fillText(line, width / 2, height / 2 + (at - (lines.length - 1) / 2) * 112);
  }
  pen.fillStyle = colour.pale;
  pen.font = `400 36px ${family}`;
  pen.fillText(session, width / 2, height - 96, width - 320);
  return png(canvas);
}

export interface Picture {
  title: string;
  subject: string;
  moment: string;
  places: { name: string; note: string }[];
  /** A line about who pressed; empty where nobody did. */
  names: string;
  outline?: Corner[];
  mark: string;
}

/** A surveyor's sheet: the plot, what was begun or signed, when, where and by whom. */
export function drawPicture(p: Picture): Promise<Blob> {
  const { canvas, pen } = sheet(colour.paper);
  pen.strokeStyle = colour.line;
  pen.lineWidth = 2;
  pen.strokeRect(48, 48, width - 96, height - 96);
  const left = 128;
  const wide = p.outline ? 1080 : width - 2 * left;
  if (p.outline) drawPlot(pen, p.outline);
  let y = 192;
  const put = (text: string, font: string, fill: string, step: number, most = 2) => {
    pen.font = font;
    pen.fillStyle = fill;
    for (const line of linesOf(pen, text, wide).slice(0, most)) {
      pen.fillText(line, left, y, wide);
      y += step;
    }
  };
  put(p.title, `400 36px ${family}`, colour.grey, 116);
  if (p.subject) put(p.subject, `600 88px ${family}`, colour.ink, 120);
  put(p.moment, `600 44px ${family}`, colour.act, 72, 1);
  if (p.names) put(p.names, `400 40px ${family}`, colour.ink, 60, 3);
  drawPlaces(pen, p.places, left);
  pen.font = `400 28px ${family}`;
  pen.fillStyle = colour.grey;
  pen.fillText(p.mark, left, height - 88);
  return png(canvas);
}

function drawPlot(pen: CanvasRenderingContext2D, corners: Corner[]) {
  const scale = 1.7;
  const at = ({ x, y }: Corner): [number, number] => [1264 + x * scale, 176 + y * scale];
  pen.strokeStyle = colour.act;
  pen.lineWidth = 5;
  pen.beginPath();
  for (const corner of corners) pen.lineTo(...at(corner));
  pen.closePath();
  pen.fillStyle = '#0e7c8614';
  pen.fill();
  pen.stroke();
  pen.fillStyle = colour.paper;
  for (const corner of corners) {
    pen.beginPath();
    pen.arc(...at(corner), 9, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
}

function drawPlaces(pen: CanvasRenderingContext2D, places: Picture['places'], left: number) {
  const shown = places.slice(0, 6);
  const each = (width - 2 * left) / Math.max(1, shown.length);
  const top = height - 320;
  shown.forEach(({ name, note }, at) => {
    const x = left + at * each;
    pen.fillStyle = colour.line;
    pen.fillRect(x, top, each - 40, 2);
    pen.fillStyle = colour.ink;
    pen.font = `600 36px ${family}`;
    const lines = linesOf(pen, name, each - 40).slice(0, 2);
    for (const [row, line] of lines.entries()) pen.fillText(line, x, top + 60 + row * 50, each - 40);
    pen.fillStyle = colour.grey;
    pen.font = `400 28px ${family}`;
    pen.fillText(note, x, top + 60 + lines.length * 50, each - 40);
  });
}
