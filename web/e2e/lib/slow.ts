// A slow and uneven network between a client and a server: every piece of what is sent takes its time, and none overtakes another.
import { connect, createServer, type Socket } from 'node:net';

/** How long a piece takes, in milliseconds; asked anew for each. */
export interface Delays {
  there: () => number;
  back: () => number;
}

export interface SlowNet {
  url: string;
  close(): Promise<void>;
}

/** Lays a slow net in front of a server; `url` is where the client goes. */
export async function slowNet(target: string, { there, back }: Delays): Promise<SlowNet> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to, delay] of [
      [near, far, there],
      [far, near, back],
    ] as const) {
      open.add(from);
      from.setNoDelay(true);
      from.on('error', () => from.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      carry(from, to, delay);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function carry(from: Socket, to: Socket, delay: () => number): void {
  // One timer for the first of a queue: timers of their own may overtake each other within a millisecond.
  const way: { piece: Buffer; arrives: number }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arrive = () => {
    timer = undefined;
    while (way[0] && way[0].arrives <= performance.now()) to.write(way.shift()?.piece ?? '');
    if (way[0]) timer = setTimeout(arrive, way[0].arrives - performance.now());
  };
  from.on('data', (piece) => {
    way.push({ piece, arrives: Math.max(way.at(-1)?.arrives ?? 0, performance.now() + delay()) });
    if (!timer) arrive();
  });
  from.on('close', () => clearTimeout(timer));
}
