// The mail of an installation that writes it into files.
import { expect } from '@playwright/test';
import type { House } from './house';

/** The words of a mail as its reader sees them, after its head. */
export function plain(mail: string): string {
  const unquoted = mail
    .replace(/=\r?\n/g, '')
    .replace(/((?:=[0-9A-F]{2})+)/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString('utf8'));
  const encoded = /Content-Transfer-Encoding: base64\r?\n[\s\S]*?\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/g;
  return unquoted + [...mail.matchAll(encoded)].map((part) => Buffer.from(part[1] ?? '', 'base64').toString()).join('');
}

/** Mails to somebody, oldest first. */
export async function mailTo(house: House, contact: string): Promise<string[]> {
  return (await house.mail()).filter((mail) => new RegExp(`^To:.*${contact}`, 'im').test(mail)).map(plain);
}

/** The code of the newest mail to somebody that says these words, once there is one beyond those seen. */
export async function codeTo(house: House, contact: string, seen: number): Promise<{ code: string; mail: string }> {
  await expect.poll(async () => (await mailTo(house, contact)).length, { timeout: 20_000 }).toBeGreaterThan(seen);
  const mail = (await mailTo(house, contact)).at(-1) ?? '';
  const code = /验证码\D{0,40}(\d{6})(?!\d)/.exec(mail)?.[1];
  if (!code) throw new Error(`no code in:\n${mail}`);
  return { code, mail };
}
