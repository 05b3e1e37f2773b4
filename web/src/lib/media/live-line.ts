import {
  ConnectionQuality,
  DisconnectReason,
  type LocalTrack,
  type Participant,
  type RemoteTrack,
  type RemoteTrackPublication,
  Room,
  RoomEvent,
  Track,
} from 'livekit-client';
import type { Brought, Line, LineEvents, LineState, MediaToken, Reading, Seat } from './line';
import { countersOf } from './stats';

/** The recorder copies H264 as it comes; a browser that cannot make it sends VP8, which is recorded all the same. */
function codec(): 'h264' | 'vp8' {
  const codecs = RTCRtpSender.getCapabilities?.('video')?.codecs ?? [];
  return codecs.some((each) => each.mimeType.toLowerCase() === 'video/h264') ? 'h264' : 'vp8';
}

/** Opens a connection with the media server behind this site. */
export async function openLine({ url, token }: MediaToken, events: LineEvents): Promise<Line> {
  const line = new LiveLine(events);
  const address = new URL(url, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  await line.connect(address.href, token ?? '');
  return line;
}

class LiveLine implements Line {
  readonly #room = new Room({
    adaptiveStream: true,
    dynacast: true,
    stopLocalTrackOnUnpublish: false, // a camera stays on between two turns on stage
    publishDefaults: { simulcast: true, videoCodec: codec() },
  });
  readonly #events: LineEvents;
  #cut = false;
  #pictures = true;
  #brought: Brought | undefined;
  #work = Promise.resolve();

  constructor(events: LineEvents) {
    this.#events = events;
  }

  async connect(url: string, token: string): Promise<void> {
    const room = this.#room;
    const changed = () => this.#events.changed();
    for (const event of [
      RoomEvent.ParticipantConnected,
      RoomEvent.ParticipantDisconnected,
      RoomEvent.TrackPublished,
      RoomEvent.TrackUnpublished,
      RoomEvent.TrackUnsubscribed,
      RoomEvent.TrackMuted,
      RoomEvent.TrackUnmuted,
      RoomEvent.ActiveSpeakersChanged,
      RoomEvent.ConnectionQualityChanged,
      RoomEvent.AudioPlaybackStatusChanged,
      RoomEvent.LocalTrackPublished,
      RoomEvent.LocalTrackUnpublished,
    ] as const) {
      room.on(event, changed);
    }
    room
      .on(RoomEvent.TrackSubscribed, (track, publication) => this.#take(track, publication))
      .on(RoomEvent.TrackUnsubscribed, (track) => track.kind === Track.Kind.Audio && track.detach())
      .on(RoomEvent.ParticipantPermissionsChanged, () => this.#publish())
      .on(RoomEvent.SignalReconnecting, () => this.#down(true))
      .on(RoomEvent.Reconnecting, () => this.#down(true))
      .on(RoomEvent.Reconnected, () => this.#down(false))
      .on(RoomEvent.Disconnected, (reason) => {
        if (reason === DisconnectReason.CLIENT_INITIATED) return;
        this.#events.ended(reason === DisconnectReason.DUPLICATE_IDENTITY ? 'elsewhere' : 'cut');
      });
    await room.connect(url, token, { maxRetries: 0 });
  }

  state(): LineState {
    const { localParticipant, remoteParticipants, activeSpeakers, canPlaybackAudio } = this.#room;
    const seats = new Map<string, Seat>();
    for (const each of [...remoteParticipants.values(), localParticipant]) {
      if (each.trackPublications.size > 0) seats.set(each.identity, seatOf(each));
    }
    return {
      seats,
      speaking: activeSpeakers.map((each) => each.identity),
      blocked: !canPlaybackAudio,
      cut: this.#cut,
      mayPublish: localParticipant.permissions?.canPublish ?? false,
      onAir: localParticipant.trackPublications.size > 0,
    };
  }

  startSound(): Promise<void> {
    return this.#room.startAudio();
  }

  showPictures(on: boolean): void {
    this.#pictures = on;
    for (const publication of this.#remote()) if (isVideo(publication)) publication.setEnabled(on);
  }

  bring(brought: Brought | undefined): void {
    this.#brought = brought;
    this.#publish();
  }

  async read(direction: 'in' | 'out'): Promise<Reading> {
    const atMs = performance.now();
    const remote = this.#remote().filter((each) => each.track);
    const cameras = remote.filter((each) => each.source === Track.Source.Camera && each.isEnabled && !each.isMuted);
    const local = [...this.#room.localParticipant.trackPublications.values()];
    const tracks = direction === 'in' ? remote : local;
    return {
      all: countersOf(await reports(tracks.map((each) => each.track)), direction, atMs),
      cameras: countersOf(await reports(cameras.map((each) => each.track)), 'in', atMs),
      expected: cameras.length > 0,
      heldBack: cameras.some((each) => each.track?.streamState === Track.StreamState.Paused),
    };
  }

  close(): void {
    for (const { track } of this.#remote()) track?.detach();
    void this.#work.then(() => this.#room.disconnect(false));
  }

  #remote(): RemoteTrackPublication[] {
    return [...this.#room.remoteParticipants.values()].flatMap((each) => [...each.trackPublications.values()]);
  }

  #take(track: RemoteTrack, publication: RemoteTrackPublication): void {
    // Pictures are attached where they are seen; sound is heard wherever its speaker sits.
    if (track.kind === Track.Kind.Audio) track.attach();
    else if (!this.#pictures) publication.setEnabled(false);
    this.#events.changed();
  }

  #down(cut: boolean): void {
    this.#cut = cut;
    if (!cut) this.#publish();
    this.#events.changed();
  }

  /** Makes what is sent what it should be, one change after another. What fails is tried again with the next. */
  #publish(): void {
    this.#work = this.#work
      .then(() => this.#settle())
      .catch((cause: unknown) => console.warn('not published', cause))
      .then(() => this.#events.changed());
  }

  async #settle(): Promise<void> {
    const me = this.#room.localParticipant;
    const may = me.permissions?.canPublish ?? false;
    const wanted = new Map<Track.Source, LocalTrack>();
    if (may && this.#brought) {
      const { camera, microphone, screen } = this.#brought;
      for (const track of [camera, microphone, ...screen]) if (track) wanted.set(track.source, track);
    }
    for (const { track, source } of [...me.trackPublications.values()]) {
      if (track && wanted.get(source) !== track) await me.unpublishTrack(track as LocalTrack, false);
    }
    for (const [source, track] of wanted) {
      if (me.getTrackPublication(source)?.track !== track) await me.publishTrack(track, { source });
    }
  }
}

const isVideo = ({ kind }: RemoteTrackPublication) => kind === Track.Kind.Video;

function seatOf(participant: Participant): Seat {
  const own = participant.isLocal;
  const camera = participant.getTrackPublication(Track.Source.Camera);
  const microphone = participant.getTrackPublication(Track.Source.Microphone);
  const screen = participant.getTrackPublication(Track.Source.ScreenShare)?.track;
  // What an encoder sends has no source of its own.
  const others = [...participant.trackPublications.values()].filter((each) => each.source === Track.Source.Unknown);
  const picture = camera ?? others.find((each) => each.kind === Track.Kind.Video);
  const sound = microphone ?? others.find((each) => each.kind === Track.Kind.Audio);
  return {
    ...(picture?.track && !picture.isMuted && { camera: pictureOf(picture.track) }),
    ...(screen && { screen: pictureOf(screen) }),
    microphone: !sound ? 'none' : sound.isMuted ? 'muted' : 'on',
    own,
    lost: participant.connectionQuality === ConnectionQuality.Lost,
  };
}

/** The same object for the same track, so that nothing is attached anew without need. */
const pictures = new WeakMap<Track, NonNullable<Seat['camera']>>();

function pictureOf(track: Track): NonNullable<Seat['camera']> {
  const known = pictures.get(track);
  if (known) return known;
  const picture = {
    sid: track.sid ?? track.mediaStreamTrack.id,
    attach: (element: HTMLMediaElement) => track.attach(element),
    detach: (element: HTMLMediaElement) => track.detach(element),
  };
  pictures.set(track, picture);
  return picture;
}

async function reports(tracks: (Track | undefined)[]) {
  const all = await Promise.all(tracks.map((track) => track?.getRTCStatsReport?.().catch(() => undefined)));
  // The same pair of candidates is in each of them; counting is by the largest, so no harm is done.
  return all.flatMap((report) => (report ? [...report.values()] : []));
}
