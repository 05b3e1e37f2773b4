// The way of one page's picture and sound, which a test can cut. They go as datagrams straight to the media server, not
// through the line that carries everything else; so the page is told of relays in place of the server's own ports.
import { createSocket, type Socket } from 'node:dgram';
import type { Page } from '@playwright/test';

const loopback = '127.0.0.1';

export class Air {
  private down = false;
  private readonly sockets: Socket[] = [];
  private readonly relays = new Map<number, Promise<number>>();

  /** Before the page loads. */
  static async of(page: Page): Promise<Air> {
    const air = new Air();
    await page.exposeFunction('relayFor', (port: number) => air.relayFor(port));
    await page.addInitScript(goRound);
    return air;
  }

  cut(): void {
    this.down = true;
  }

  mend(): void {
    this.down = false;
  }

  close(): void {
    for (const socket of this.sockets) socket.close();
  }

  /** The port that stands for one of the media server. */
  private relayFor(port: number): Promise<number> {
    const known = this.relays.get(port) ?? this.relay(port);
    this.relays.set(port, known);
    return known;
  }

  private async relay(port: number): Promise<number> {
    const front = await this.open();
    // One socket behind for each in front, as an address translator has it.
    const behind = new Map<number, Promise<Socket>>();
    front.on('message', async (data, { port: from }) => {
      const known = behind.get(from) ?? this.open();
      if (!behind.has(from)) {
        behind.set(from, known);
        (await known).on('message', (answer) => {
          if (!this.down) front.send(answer, from, loopback);
        });
      }
      const socket = await known;
      if (!this.down) socket.send(data, port, loopback);
    });
    return front.address().port;
  }

  private async open(): Promise<Socket> {
    const socket = createSocket('udp4');
    this.sockets.push(socket);
    await new Promise<void>((resolve) => socket.bind(0, loopback, resolve));
    return socket;
  }
}

/** In the page: the server's candidates become the relays', and the page's own stay unsaid, for nobody is to go past them. */
function goRound(): void {
  const { relayFor } = globalThis as unknown as { relayFor: (port: number) => Promise<number> };
  const round = async (line: string) => {
    const parts = line.split(' ');
    parts[4] = '127.0.0.1';
    parts[5] = String(await relayFor(Number(parts[5])));
    return parts.join(' ');
  };
  const datagrams = (line: string) => / udp /i.test(line);
  const { prototype } = RTCPeerConnection;
  type Take<T> = (this: RTCPeerConnection, given?: T | null) => Promise<void>;
  const add = prototype.addIceCandidate as Take<RTCIceCandidateInit>;
  prototype.addIceCandidate = async function (this: RTCPeerConnection, given?: RTCIceCandidateInit | null) {
    if (!given?.candidate) return add.call(this, given);
    if (!datagrams(given.candidate)) return;
    const { sdpMid, sdpMLineIndex } = given;
    await add.call(this, { candidate: await round(given.candidate), sdpMid, sdpMLineIndex });
  } as RTCPeerConnection['addIceCandidate'];
  const take = prototype.setRemoteDescription as Take<RTCSessionDescriptionInit>;
  prototype.setRemoteDescription = async function (this: RTCPeerConnection, given: RTCSessionDescriptionInit) {
    const lines = (given.sdp ?? '').split('\r\n').filter((line) => !line.startsWith('a=candidate:') || datagrams(line));
    const sdp = await Promise.all(lines.map((line) => (line.startsWith('a=candidate:') ? round(line) : line)));
    await take.call(this, { type: given.type, sdp: sdp.join('\r\n') });
  } as RTCPeerConnection['setRemoteDescription'];
  for (const make of ['createOffer', 'createAnswer'] as const) {
    const native = prototype[make] as (options?: RTCOfferOptions) => Promise<RTCSessionDescriptionInit>;
    prototype[make] = async function (this: RTCPeerConnection, options?: RTCOfferOptions) {
      const { type, sdp = '' } = await native.call(this, options);
      return { type, sdp: sdp.replace(/^a=candidate:.*\r\n/gm, '') };
    } as RTCPeerConnection[typeof make];
  }
  Object.defineProperty(prototype, 'onicecandidate', { set: () => undefined, get: () => null });
}
