// Programs of others that judge what was signed: they know nothing of this one.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { binary } from './house';

const run = promisify(execFile);

/** The roots of an installation, as `GET /verifications/anchors` names them. */
export interface Anchors {
  list: { name: string; sm2: boolean }[];
  pem: string;
}

export interface Judged {
  /** What pdfsig says of each signature. */
  signatures: string[];
}

/** Hands a signed PDF to pdfsig, openssl and qpdf; fails with what they say. */
export async function judge(dir: string, file: string, pdf: Buffer, anchors: Anchors): Promise<Judged> {
  const blocks = anchors.pem.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----\n?/g) ?? [];
  const roots = blocks.filter((_, at) => !anchors.list[at]?.sm2);
  const trusted = join(dir, 'roots.pem');
  await writeFile(trusted, roots.join('\n'));
  expect((await run('qpdf', ['--check', file])).stdout).not.toContain('WARNING');
  for (const [at, signature] of signaturesIn(pdf).entries()) await openssl(dir, at, signature, trusted);
  const nss = join(dir, 'nss');
  await mkdir(nss, { recursive: true });
  await run('certutil', ['-N', '-d', `sql:${nss}`, '--empty-password']);
  for (const [at, root] of roots.entries()) {
    const name = join(dir, `root-${at}.pem`);
    await writeFile(name, root);
    await run('certutil', ['-A', '-d', `sql:${nss}`, '-n', `root ${at}`, '-t', 'CT,C,C', '-a', '-i', name]);
  }
  const { stdout } = await run('pdfsig', ['-nssdir', `sql:${nss}`, file]);
  return { signatures: stdout.split('Signature #').slice(1) };
}

/** What `zhaoyun verify --json` says. */
export interface Verified {
  ok: boolean;
  /** The verdict in words. */
  text: string;
  findings: { code: string; severity: string; text: string }[];
}

/** Runs `zhaoyun verify` on a file, away from any installation. */
export async function verifies(file: string, trust: string): Promise<{ code: number; report: Verified }> {
  const args = ['verify', file, '--trust', trust, '--json'];
  const env = { PATH: process.env.PATH ?? '', TZ: 'Asia/Shanghai' };
  const said = await run(binary, args, { env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (failed: { code: number; stdout: string }) => failed,
  );
  return { code: said.code, report: JSON.parse(said.stdout) };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

interface Signature {
  stamp: boolean;
  signed: Buffer;
  der: Buffer;
}

/** The signatures of a PDF: what each covers, and its bytes. */
function signaturesIn(pdf: Buffer): Signature[] {
  const text = pdf.toString('latin1');
  const found: Signature[] = [];
  for (const match of text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)) {
    const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number);
    const raw = Buffer.from(text.slice(a + b + 1, c - 1), 'hex');
    const der = raw.subarray(0, next(raw, 0).end);
    const around = text.slice(Math.max(0, text.lastIndexOf(' obj', match.index)), text.indexOf('endobj', match.index));
    const signed = Buffer.concat([pdf.subarray(a, a + b), pdf.subarray(c, c + d)]);
    found.push({ stamp: around.includes('ETSI.RFC3161'), signed, der });
  }
  return found;
}

async function openssl(dir: string, at: number, { stamp, signed, der }: Signature, trusted: string): Promise<void> {
  const put = async (name: string, bytes: Buffer) => {
    const path = join(dir, `${name}-${at}`);
    await writeFile(path, bytes);
    return path;
  };
  const data = await put('data', signed);
  const stamped = async (token: Buffer, over: string) =>
    run('openssl', ['ts', '-verify', '-token_in', '-in', await put('token', token), '-data', over, '-CAfile', trusted]);
  if (stamp) return void (await stamped(der, data));
  const cms = await put('cms', der);
  const flags = ['-cades', '-binary', '-purpose', 'any', '-out', '/dev/null', '-CAfile', trusted];
  await run('openssl', ['cms', '-verify', '-inform', 'DER', '-in', cms, '-content', data, ...flags]);
  const { value, token } = signerOf(der);
  expect(token.length, 'every signature is timestamped').toBeGreaterThan(0);
  await stamped(token, await put('value', value));
}

interface Element {
  tag: number;
  start: number;
  body: number;
  end: number;
}

/** The element of DER that begins at `start`. */
function next(bytes: Buffer, start: number): Element {
  const first = bytes[start + 1] ?? 0;
  const more = first < 0x80 ? 0 : first & 0x7f;
  const length = more ? bytes.readUIntBE(start + 2, more) : first;
  const body = start + 2 + more;
  return { tag: bytes[start] ?? 0, start, body, end: body + length };
}

function within(bytes: Buffer, { body, end }: Element): Element[] {
  const found: Element[] = [];
  for (let at = body; at < end; at = found.at(-1)?.end ?? end) found.push(next(bytes, at));
  return found;
}

/** The signature value of the one signer of a CMS, and the timestamp over it. */
function signerOf(der: Buffer): { value: Buffer; token: Buffer } {
  const [, explicit] = within(der, next(der, 0));
  const [signed] = explicit ? within(der, explicit) : [];
  const infos = signed && within(der, signed).at(-1);
  const [info] = infos ? within(der, infos) : [];
  const parts = info ? within(der, info) : [];
  const value = parts.find(({ tag }) => tag === 0x04);
  const unsigned = parts.find(({ tag }) => tag === 0xa1);
  const stamp = unsigned && within(der, unsigned).find((attribute) => isStamp(der, attribute));
  const set = stamp && within(der, stamp)[1];
  const token = set && within(der, set)[0];
  return {
    value: value ? der.subarray(value.body, value.end) : Buffer.alloc(0),
    token: token ? der.subarray(token.start, token.end) : Buffer.alloc(0),
  };
}

/** id-aa-timeStampToken, 1.2.840.113549.1.9.16.2.14. */
function isStamp(der: Buffer, attribute: Element): boolean {
  const [name] = within(der, attribute);
  return name !== undefined && der.subarray(name.body, name.end).toString('hex') === '2a864886f70d010910020e';
}
