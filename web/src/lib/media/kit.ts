import {
  createLocalAudioTrack,
  createLocalScreenTracks,
  createLocalVideoTrack,
  type LocalTrack,
  TrackEvent,
  VideoPresets,
} from 'livekit-client';
import { type DeviceProblem, hindrance, problemOf } from './devices';
import type { Brought } from './line';

export interface Device {
  state: 'off' | 'asking' | 'on' | 'failed';
  problem?: DeviceProblem;
  track?: LocalTrack;
  /** Which of several. */
  id?: string;
  muted: boolean;
}

export interface KitState {
  /** Said ready on this page: whoever takes me on stage has my picture and sound at once. */
  ready: boolean;
  camera: Device;
  microphone: Device;
  screen: { tracks: LocalTrack[]; problem?: DeviceProblem; checked: boolean };
  cameras: MediaDeviceInfo[];
  microphones: MediaDeviceInfo[];
}

const unused = { state: 'off', muted: false } as const;

/** What one brings on stage: a camera, a microphone, a screen. They are checked here, and nothing of it is sent yet. */
export class Kit {
  #state: KitState = {
    ready: false,
    camera: unused,
    microphone: unused,
    screen: { tracks: [], checked: false },
    cameras: [],
    microphones: [],
  };
  #listeners = new Set<() => void>();
  #silenced = false;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): KitState => this.#state;

  /** Asks for camera and microphone, each by itself: who has no camera can still be heard. */
  open = async (): Promise<void> => {
    navigator.mediaDevices?.addEventListener('devicechange', this.#look);
    const { camera, microphone } = this.#state;
    if (microphone.state !== 'on') await this.use('microphone');
    if (camera.state !== 'on') await this.use('camera');
  };

  use = async (kind: 'camera' | 'microphone', id?: string): Promise<void> => {
    const before = this.#state[kind].track;
    this.#device(kind, { state: 'asking', muted: false });
    try {
      const stop = hindrance(kind, globalThis.isSecureContext, navigator.mediaDevices);
      if (stop) throw new Refused(stop);
      const which = id ? { deviceId: id } : {};
      const track =
        kind === 'camera'
          ? await createLocalVideoTrack({ ...which, resolution: VideoPresets.h720.resolution })
          : await createLocalAudioTrack(which);
      before?.stop();
      track.on(TrackEvent.Ended, () => this.#gone(kind, track));
      const chosen = await track.getDeviceId().catch(() => id);
      this.#device(kind, { state: 'on', track, muted: false, ...(chosen && { id: chosen }) });
      await this.#still();
    } catch (cause) {
      before?.stop();
      this.#device(kind, {
        state: 'failed',
        muted: false,
        problem: cause instanceof Refused ? cause.problem : problemOf(cause),
      });
    }
    await this.#look();
  };

  toggle = async (kind: 'camera' | 'microphone'): Promise<void> => {
    const device = this.#state[kind];
    if (!device.track) return this.use(kind);
    const muted = !device.muted;
    this.#device(kind, { muted });
    await this.#still();
  };

  /** The host has silenced me: my microphone stays off until they lift it. */
  silence = (silenced: boolean): void => {
    if (this.#silenced === silenced) return;
    this.#silenced = silenced;
    void this.#still();
  };

  /** Takes a screen up. Whoever gives none away has changed their mind, which is no failure. */
  share = async (): Promise<boolean> => {
    try {
      const stop = hindrance('screen', globalThis.isSecureContext, navigator.mediaDevices);
      if (stop) throw new Refused(stop);
      const tracks = await createLocalScreenTracks({
        audio: true,
        resolution: { width: 1920, height: 1080, frameRate: 15 },
      });
      for (const track of tracks) track.on(TrackEvent.Ended, this.unshare);
      this.#set({ screen: { tracks, checked: true } });
      return true;
    } catch (cause) {
      const problem = cause instanceof Refused ? cause.problem : problemOf(cause);
      this.#set({ screen: { ...this.#state.screen, tracks: [], problem } });
      return false;
    }
  };

  unshare = (): void => {
    for (const track of this.#state.screen.tracks) track.stop();
    this.#set({ screen: { tracks: [], checked: this.#state.screen.checked } });
  };

  setReady = (ready: boolean): void => this.#set({ ready });

  /** Puts everything away, and the lights of the devices go out. */
  close = (): void => {
    navigator.mediaDevices?.removeEventListener('devicechange', this.#look);
    this.#state.camera.track?.stop();
    this.#state.microphone.track?.stop();
    this.unshare();
    this.#set({ ready: false, camera: unused, microphone: unused });
  };

  brought(): Brought {
    const { camera, microphone, screen } = this.#state;
    return {
      ...(camera.track && { camera: camera.track }),
      ...(microphone.track && { microphone: microphone.track }),
      screen: screen.tracks,
    };
  }

  #set(change: Partial<KitState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  #device(kind: 'camera' | 'microphone', change: Partial<Device>): void {
    const { problem: _, ...device } = this.#state[kind];
    const { track: __, ...without } = device;
    const before = change.state === 'failed' ? without : device;
    this.#set({ [kind]: { ...before, ...change } });
  }

  /** Has each track send or be silent, as wanted. */
  async #still(): Promise<void> {
    const { camera, microphone } = this.#state;
    const wanted = [
      [camera.track, camera.muted],
      [microphone.track, microphone.muted || this.#silenced],
    ] as const;
    try {
      for (const [track, muted] of wanted) {
        if (track && track.isMuted !== muted) await (muted ? track.mute() : track.unmute());
      }
    } catch (cause) {
      this.#device('camera', { state: 'failed', problem: problemOf(cause) });
    }
  }

  #look = async (): Promise<void> => {
    const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind) => all.filter((each) => each.kind === kind && each.deviceId !== '');
    this.#set({ cameras: of('videoinput'), microphones: of('audioinput') });
  };

  /** Pulled out, or taken by another program. */
  #gone(kind: 'camera' | 'microphone', track: LocalTrack): void {
    if (this.#state[kind].track !== track || track.isMuted) return;
    this.#device(kind, { state: 'failed', problem: 'missing' });
  }
}

class Refused extends Error {
  constructor(readonly problem: DeviceProblem) {
    super(problem);
  }
}
