import { massing } from '.';
import type { MassingInput } from './types';

addEventListener('message', ({ data }: MessageEvent<{ id: number; input: MassingInput }>) => {
  postMessage({ id: data.id, massing: massing(data.input) });
});
