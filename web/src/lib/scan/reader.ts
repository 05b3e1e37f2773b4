/** Finds a QR code in the picture of a camera; undefined when there is none. */
export type Reader = (video: HTMLVideoElement) => Promise<string | undefined>;

interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
}

interface Detectors {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** The side of the picture that is looked at: enough for a code held at arm's length, read within some milliseconds. */
const side = 480;

/** The browser's own reader where it has one, else one that is fetched now. */
export async function codeReader(): Promise<Reader> {
  return (await ownReader()) ?? (await fetchedReader());
}

async function ownReader(): Promise<Reader | undefined> {
  const Own = (globalThis as { BarcodeDetector?: Detectors }).BarcodeDetector;
  try {
    if (!Own || !(await Own.getSupportedFormats()).includes('qr_code')) return undefined;
    const detector = new Own({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  } catch {
    return undefined; // named, but not there: some systems lack what is behind it
  }
}

async function fetchedReader(): Promise<Reader> {
  const { default: find } = await import('jsqr');
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    const { videoWidth: width, videoHeight: height } = video;
    const middle = Math.min(width, height);
    if (!pen || middle === 0) return undefined;
    const size = Math.min(side, middle);
    canvas.width = size;
    canvas.height = size;
    pen.drawImage(video, (width - middle) / 2, (height - middle) / 2, middle, middle, 0, 0, size, size);
    const found = find(pen.getImageData(0, 0, size, size).data, size, size, { inversionAttempts: 'dontInvert' });
    return found?.data || undefined;
  };
}
