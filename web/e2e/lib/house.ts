// Starts the real thing: the binary on the embedded defaults, or two of it with
// PostgreSQL and Redis between them. Nothing here is a stand-in.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The binary under test, with the pages embedded; `make test` builds it. */
export const binary = process.env.ZHAOYUN_BINARY ?? join(import.meta.dirname, '../../../bin/zhaoyun');

export type Form = 'embedded' | 'scaled';

export interface House {
  form: Form;
  /** Base URL of each server, http://127.0.0.1:port. */
  nodes: string[];
  /** Lets time go by on the servers; only where the clock is steered. */
  advance(duration: string): Promise<void>;
  /** The mail that has gone out so far, as files. */
  mail(): Promise<string[]>;
  /** What the servers wrote to their log so far. */
  log(): string;
  stop(): Promise<void>;
}

/** The same built with a clock that a test can set forward. */
const steerable = process.env.ZHAOYUN_STEERED ?? `${binary}-steered`;

/**
 * Starts an installation with the demonstration district loaded. One process has its media server inside; two get one
 * between them where a test asks for video.
 */
export async function openHouse(
  form: Form,
  {
    steered = false,
    video = false,
    settings: more = {},
  }: { steered?: boolean; video?: boolean; settings?: Record<string, string> } = {},
): Promise<House> {
  const dir = await mkdtemp(join(tmpdir(), 'zhaoyun-e2e-'));
  const settings: Record<string, string> = {
    ZHAOYUN_DATA: dir,
    ZHAOYUN_DRAIN: '2s',
    ZHAOYUN_MEDIA_UDP_PORT: '0',
    ...more,
  };
  let drop = async () => {};
  if (form === 'scaled') {
    const database = await createDatabase();
    drop = database.drop;
    settings.ZHAOYUN_DATABASE_URL = database.url;
    settings.ZHAOYUN_REDIS_URL = needed('ZHAOYUN_TEST_REDIS_URL');
    settings.ZHAOYUN_BLOB_URL = `file://${join(dir, 'blobs')}`;
  }
  const clock = join(dir, 'clock');
  if (steered) settings.ZHAOYUN_CLOCK = clock;
  const program = steered ? steerable : binary;
  const lines: string[] = [];
  const servers: Server[] = [];
  if (video && form === 'scaled') {
    settings.ZHAOYUN_LIVEKIT_KEY = 'browser-tests';
    settings.ZHAOYUN_LIVEKIT_SECRET = randomBytes(24).toString('hex');
    const media = await startMedia(program, { ...process.env, ...settings }, lines);
    settings.ZHAOYUN_LIVEKIT_URL = media.url;
    servers.push(media);
  }
  const env = { ...process.env, ...settings };
  await run(program, ['demo'], { env });
  for (let i = 0; i < (form === 'scaled' ? 2 : 1); i++) {
    servers.push(await startServer(program, env, `node-${i + 1}`, lines));
  }
  return {
    form,
    nodes: servers.map((s) => s.url).filter((url) => url !== settings.ZHAOYUN_LIVEKIT_URL),
    advance: (duration) => writeFile(clock, duration),
    async mail() {
      const outbox = join(dir, 'outbox');
      const names = (await readdir(outbox)).filter((name) => name.endsWith('.eml')).sort();
      return Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
    },
    log: () => lines.join(''),
    async stop() {
      await Promise.all(servers.map((s) => s.stop()));
      await drop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

interface Server {
  url: string;
  stop(): Promise<void>;
}

async function startServer(program: string, env: NodeJS.ProcessEnv, name: string, lines: string[]): Promise<Server> {
  const listen = `127.0.0.1:${await freePort()}`;
  const child = start(program, 'serve', { ...env, ZHAOYUN_LISTEN: listen, ZHAOYUN_NODE: name }, lines);
  await ready(`http://${listen}/readyz`, child, lines);
  return { url: `http://${listen}`, stop: () => stop(child) };
}

async function startMedia(program: string, env: NodeJS.ProcessEnv, lines: string[]): Promise<Server> {
  const listen = `127.0.0.1:${await freePort()}`;
  const child = start(program, 'media', { ...env, ZHAOYUN_MEDIA_LISTEN: listen }, lines);
  await ready(`http://${listen}/`, child, lines);
  return { url: `http://${listen}`, stop: () => stop(child) };
}

function start(program: string, command: string, env: NodeJS.ProcessEnv, lines: string[]): ChildProcess {
  const child = spawn(program, [command], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  return child;
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

async function ready(url: string, child: ChildProcess, lines: string[]): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) break;
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server does not come up:\n${lines.join('')}`);
}

/** A free port on loopback. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function createDatabase() {
  const admin = needed('ZHAOYUN_TEST_POSTGRES_URL');
  const name = `e2e_${randomBytes(6).toString('hex')}`;
  await run('psql', [admin, '-qc', `CREATE DATABASE ${name}`]);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => void (await run('psql', [admin, '-qc', `DROP DATABASE ${name} WITH (FORCE)`])),
  };
}

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the browser tests with make test`);
  return value;
}
