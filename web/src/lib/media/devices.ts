/** Why a camera, a microphone or a screen is not to be had; each has its words in media.json, under `device`. */
export type DeviceProblem = 'insecure' | 'unsupported' | 'denied' | 'missing' | 'busy' | 'unfit' | 'unknown';

export type DeviceKind = 'camera' | 'microphone' | 'screen';

/** What the room is told of a device. */
export type DeviceReady = 'ok' | 'none' | 'denied' | 'busy';

const names: Record<string, DeviceProblem> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  DevicesNotFoundError: 'missing', // older Chromium inside apps
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
  OverconstrainedError: 'unfit',
  NotSupportedError: 'unsupported',
  TypeError: 'unsupported',
};

/** What went wrong, from what the browser threw. */
export function problemOf(cause: unknown): DeviceProblem {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  return Object.hasOwn(names, name) ? (names[name] ?? 'unknown') : 'unknown';
}

/** What stands in the way before the browser is even asked. */
export function hindrance(
  kind: DeviceKind,
  secure: boolean,
  media: (Pick<MediaDevices, 'getUserMedia'> & { getDisplayMedia?: unknown }) | undefined,
): DeviceProblem | undefined {
  if (!secure) return 'insecure';
  if (!media?.getUserMedia) return 'unsupported';
  return kind === 'screen' && !media.getDisplayMedia ? 'unsupported' : undefined;
}

/** How a device that failed stands in the lights of the run of show. */
export function readyOf(problem: DeviceProblem | undefined, has: boolean): DeviceReady {
  if (!problem) return has ? 'ok' : 'none';
  if (problem === 'denied' || problem === 'insecure') return 'denied';
  return problem === 'busy' ? 'busy' : 'none';
}

/** What of somebody's devices does not work; what was not said of one counts as none. */
export function lackOf({
  camera,
  microphone,
}: {
  camera?: DeviceReady | undefined;
  microphone?: DeviceReady | undefined;
}): 'noPicture' | 'noVoice' | 'noDevice' | undefined {
  if (camera === 'ok') return microphone === 'ok' ? undefined : 'noVoice';
  return microphone === 'ok' ? 'noPicture' : 'noDevice';
}
