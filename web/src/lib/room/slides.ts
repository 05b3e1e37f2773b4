import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

/**
 * Draws pages of slide files. pdf.js is asked for only when the first slide comes on stage. The legacy build is
 * taken for everybody: it is one build to test, and phones from before 2024 need it.
 */
type PdfJs = typeof import('pdfjs-dist');

let library: Promise<PdfJs> | undefined;

function pdfjs(): Promise<PdfJs> {
  library ??= import('pdfjs-dist/legacy/build/pdf.mjs').then(
    (pdf: PdfJs) => {
      pdf.GlobalWorkerOptions.workerSrc = workerUrl;
      return pdf;
    },
    (error) => {
      library = undefined; // a later try may find the network again
      throw error;
    },
  );
  return library;
}

/** Pages are fetched in ranges of this size, so that page 40 does not wait for pages 1 to 39. */
const rangeBytes = 1 << 18;

/** Beyond this a page is drawn less sharp: a canvas of a wall-sized page would not fit a phone's memory. */
const maxPixels = 16_000_000;

export interface PageSize {
  width: number;
  height: number;
}

/** Why a file cannot be drawn: the sign-in has ended, it is not (or no longer) there, the network, the file itself. */
export class SlideError extends Error {
  constructor(readonly code: 'sign-in' | 'gone' | 'network' | 'broken') {
    super(code);
  }
}

export class SlideDeck {
  #task: PDFDocumentLoadingTask;
  #pages = new Map<number, Promise<PDFPageProxy>>();
  readonly document: Promise<PDFDocumentProxy>;

  constructor(pdf: PdfJs, source: { url: string } | { data: Uint8Array }) {
    this.#task = pdf.getDocument({
      ...source,
      rangeChunkSize: rangeBytes,
      disableAutoFetch: true,
      disableStream: true,
      isEvalSupported: false,
      useWasm: false,
      cMapUrl: '/pdf/cmaps/',
      standardFontDataUrl: '/pdf/fonts/',
      maxImageSize: 64_000_000,
    });
    this.document = this.#task.promise.catch((error: unknown) => {
      throw new SlideError(codeOf(error));
    });
    this.document.catch(() => undefined);
  }

  async page(number: number): Promise<PDFPageProxy> {
    const document = await this.document;
    const wanted = Math.min(Math.max(1, number), document.numPages);
    let page = this.#pages.get(wanted);
    if (!page) {
      page = document.getPage(wanted);
      this.#pages.set(wanted, page);
      page.catch(() => this.#pages.delete(wanted));
    }
    return page.catch((error: unknown) => {
      throw new SlideError(codeOf(error));
    });
  }

  async size(number: number): Promise<PageSize> {
    const { width, height } = (await this.page(number)).getViewport({ scale: 1 });
    return { width, height };
  }

  /** Fetches and parses a page without drawing it, so that turning to it is immediate. */
  async preload(number: number): Promise<void> {
    const document = await this.document;
    if (number < 1 || number > document.numPages) return;
    const page = await this.page(number);
    await page.getOperatorList();
  }

  /** Draws a page `width` CSS pixels wide on a canvas of its own. Aborting stops the drawing. */
  async draw(number: number, width: number, signal: AbortSignal): Promise<HTMLCanvasElement> {
    const page = await this.page(number);
    signal.throwIfAborted?.();
    const base = page.getViewport({ scale: 1 });
    const wanted = (width / base.width) * Math.min(globalThis.devicePixelRatio || 1, 3);
    const scale = Math.min(wanted, Math.sqrt(maxPixels / (base.width * base.height)));
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const task = page.render({ canvas, viewport, background: '#ffffff' });
    signal.addEventListener('abort', () => task.cancel(), { once: true });
    await task.promise;
    return canvas;
  }

  /** Lays the page's words, transparent and selectable, into `box`, which is `width` CSS pixels wide. */
  async words(number: number, width: number, box: HTMLElement, signal: AbortSignal): Promise<void> {
    const pdf = await pdfjs();
    const page = await this.page(number);
    const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
    const content = await page.getTextContent();
    if (signal.aborted) return;
    box.replaceChildren();
    box.style.setProperty('--total-scale-factor', String(viewport.scale));
    box.style.setProperty('--scale-round-x', '1px');
    box.style.setProperty('--scale-round-y', '1px');
    const layer = new pdf.TextLayer({ textContentSource: content, container: box, viewport });
    signal.addEventListener('abort', () => layer.cancel(), { once: true });
    await layer.render().catch(() => undefined);
  }

  /** What the page says. */
  async text(number: number): Promise<string> {
    const { items } = await (await this.page(number)).getTextContent();
    return items.map((item) => ('str' in item ? item.str : '')).join(' ');
  }

  close(): void {
    this.#task.destroy().catch(() => undefined); // what it was loading may have broken off
  }
}

const decks = new Map<string, Promise<SlideDeck>>();
const keep = 3;

/** The deck behind a URL. The last few stay open, so that turning back to one does not fetch it again. */
export function openDeck(url: string): Promise<SlideDeck> {
  const open = decks.get(url);
  if (open) {
    decks.delete(url);
    decks.set(url, open);
    return open;
  }
  const opening = pdfjs().then(
    (pdf) => new SlideDeck(pdf, { url }),
    () => {
      throw new SlideError('network');
    },
  );
  decks.set(url, opening);
  opening.then((deck) => deck.document).catch(() => forgetDeck(url));
  for (const old of [...decks.keys()].slice(0, -keep)) forgetDeck(old);
  return opening;
}

/** The deck of a file that is here already. pdf.js takes the bytes away; whoever needs them again passes a copy. */
export async function deckOf(data: Uint8Array): Promise<SlideDeck> {
  const pdf = await pdfjs().catch(() => {
    throw new SlideError('network');
  });
  return new SlideDeck(pdf, { data });
}

export function forgetDeck(url: string): void {
  const deck = decks.get(url);
  decks.delete(url);
  deck?.then((open) => open.close()).catch(() => undefined);
}

function codeOf(error: unknown): SlideError['code'] {
  const { status, name } = (error ?? {}) as { status?: number; name?: string };
  if (status === 401) return 'sign-in';
  if (status === 403 || status === 404 || status === 410) return 'gone';
  if (name === 'InvalidPDFException' || name === 'PasswordException' || name === 'FormatError') return 'broken';
  return 'network';
}
