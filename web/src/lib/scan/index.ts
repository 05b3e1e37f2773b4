import { type DeviceProblem, hindrance, problemOf } from '../media/devices';
import { codeReader } from './reader';
import { Sight } from './sight';

/** Between two looks at the picture, in milliseconds. */
const pause = 120;

/** Opens the camera at the back into `video` and tells each code that comes into view; throws a CameraError. */
export async function scan(video: HTMLVideoElement, onCode: (code: string) => void): Promise<() => void> {
  const problem = hindrance('camera', isSecureContext, navigator.mediaDevices);
  if (problem) throw new CameraError(problem);
  const [stream, read] = await Promise.all([openCamera(), codeReader()]);
  video.srcObject = stream;
  await video.play().catch(() => {}); // a page that is left meanwhile
  const sight = new Sight();
  let timer = 0;
  const look = async () => {
    const found = await read(video).catch(() => undefined); // no picture yet
    const code = sight.see(found, performance.now());
    if (code && stream.active) onCode(code);
    if (stream.active) timer = window.setTimeout(look, pause);
  };
  void look();
  return () => {
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}

async function openCamera(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (cause) {
    throw new CameraError(problemOf(cause));
  }
}

/** Why there is no picture. */
export class CameraError extends Error {
  constructor(readonly problem: DeviceProblem) {
    super(problem);
    this.name = 'CameraError';
  }
}
