import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { forgetDeck, openDeck, SlideError } from '@/lib/room/slides';
import { renewSignIn } from '../api';
import { useSize } from '../useSize';

interface PageView {
  box: RefObject<HTMLDivElement | null>;
  sheet: RefObject<HTMLDivElement | null>;
  layer: RefObject<HTMLDivElement | null>;
  /** As large as the page, for what lies over it. */
  over: RefObject<HTMLDivElement | null>;
  error: SlideError['code'] | undefined;
  slow: boolean;
  retry: () => void;
}

/** Words about slowness come only after this long; a page usually arrives sooner. */
const slowMs = 3000;
const retryMs = 4000;

/** Draws a page into `sheet` whenever the file, the page or the size of `box` changes. */
export function usePage(url: string, page: number, words: boolean): PageView {
  const box = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const over = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  const [error, setError] = useState<SlideError['code']>();
  const [slow, setSlow] = useState(false);
  const [tries, setTries] = useState(0);
  const retry = useCallback(() => setTries((count) => count + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks for the same page again
  useEffect(() => {
    if (width === 0 || height === 0) return;
    const stop = new AbortController();
    const patience = setTimeout(() => setSlow(true), slowMs);
    let again: ReturnType<typeof setTimeout> | undefined;
    const failed = async (cause: unknown) => {
      if (stop.signal.aborted) return;
      const code = cause instanceof SlideError ? cause.code : 'network';
      setError(code);
      forgetDeck(url);
      if (code === 'network' || (code === 'sign-in' && (await renewSignIn()))) {
        again = setTimeout(retry, code === 'network' ? retryMs : 0);
      }
    };
    draw({ url, page, width, height, words, sheet, layer, over, signal: stop.signal })
      .then(() => setError(undefined), failed)
      .finally(() => {
        clearTimeout(patience);
        if (!stop.signal.aborted) setSlow(false);
      });
    return () => {
      stop.abort();
      clearTimeout(patience);
      clearTimeout(again);
    };
  }, [url, page, width, height, words, tries, retry]);

  useEffect(() => {
    addEventListener('online', retry);
    return () => removeEventListener('online', retry);
  }, [retry]);

  return { box, sheet, layer, over, error, slow, retry };
}

interface Drawing {
  url: string;
  page: number;
  width: number;
  height: number;
  words: boolean;
  sheet: RefObject<HTMLDivElement | null>;
  layer: RefObject<HTMLDivElement | null>;
  over: RefObject<HTMLDivElement | null>;
  signal: AbortSignal;
}

async function draw({ url, page, width, height, words, sheet, layer, over, signal }: Drawing): Promise<void> {
  const deck = await openDeck(url);
  const size = await deck.size(page);
  const fit = Math.min(width / size.width, height / size.height);
  const across = size.width * fit;
  const canvas = await deck.draw(page, across, signal);
  if (signal.aborted) return;
  const down = size.height * fit;
  for (const element of [canvas, layer.current, over.current]) {
    if (!element) continue;
    element.style.width = `${across}px`;
    element.style.height = `${down}px`;
  }
  layer.current?.replaceChildren();
  replace(sheet.current, canvas);
  if (words && layer.current) await deck.words(page, across, layer.current, signal);
  // The presenter mostly goes on, and sometimes back.
  await deck.preload(page + 1).catch(() => undefined);
}

/** Puts the new picture over the old one and takes the old away once the new has faded in. */
function replace(sheet: HTMLElement | null, canvas: HTMLCanvasElement): void {
  if (!sheet) return;
  const old = [...sheet.children];
  sheet.append(canvas);
  const remove = () => {
    for (const each of old) each.remove();
  };
  const fade = old.length > 0 ? canvas.getAnimations()[0] : undefined;
  if (fade) fade.finished.then(remove, remove);
  else remove();
}
