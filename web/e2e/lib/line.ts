// A network line of one person's own, which a test can cut. Browsers' offline
// emulation leaves open WebSockets alone; a cut line does not.
import { connect, createServer, type Server, type Socket } from 'node:net';

export class Line {
  private readonly open = new Set<Socket>();
  private down = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** Lays a line to a server; `url` is where the person's browser goes. */
  static async to(target: string): Promise<Line> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const line = new Line(server, `http://127.0.0.1:${address.port}`);
    server.on('connection', (near) => line.carry(near, connect(Number(port), hostname)));
    return line;
  }

  /** Breaks every connection and lets no new one through. */
  cut(): void {
    this.down = true;
    for (const socket of this.open) socket.destroy();
  }

  /** Lets connections through again. */
  mend(): void {
    this.down = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private carry(near: Socket, far: Socket): void {
    for (const [a, b] of [
      [near, far],
      [far, near],
    ] as const) {
      this.open.add(a);
      a.on('close', () => {
        this.open.delete(a);
        b.destroy();
      });
      a.on('error', () => a.destroy());
    }
    if (this.down) {
      near.destroy();
      return;
    }
    near.pipe(far);
    far.pipe(near);
  }
}
