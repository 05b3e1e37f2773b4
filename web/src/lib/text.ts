import { language } from './language';

/** A text in up to three languages, as the API sends it. */
export type Localised = Partial<Record<string, string>>;

/** A localised text in the page's language, else in Chinese, else in whatever there is. */
export function inLanguage(text: Localised | null | undefined, wanted: string = language()): string {
  if (!text) return '';
  if (text[wanted]) return text[wanted];
  const near = wanted === 'zh-HK' ? text['zh-CN'] : undefined;
  return near || text['zh-CN'] || text.en || Object.values(text).find(Boolean) || '';
}

export type Piece = { text: string } | { text: string; href: string };

const address = /https?:\/\/[^\s<>"'「」『』（）()【】《》，。；！？、]+/gi;
const trailing = /[.,;:!?]+$/;

/** Splits a line into plain text and web addresses. Only http and https become links. */
export function linkPieces(line: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of line.matchAll(address)) {
    const text = match[0].replace(trailing, '');
    const href = safeHref(text);
    if (!href) continue;
    if (match.index > done) pieces.push({ text: line.slice(done, match.index) });
    pieces.push({ text, href });
    done = match.index + text.length;
  }
  if (done < line.length) pieces.push({ text: line.slice(done) });
  return pieces;
}

function safeHref(text: string): string | undefined {
  try {
    const url = new URL(text);
    const plain = (url.protocol === 'http:' || url.protocol === 'https:') && !url.username && !url.password;
    return plain ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** A number as the page's language writes it: 1,234. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(language(), options).format(value);
}

/** A file's size in words: 3.2 MB. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / (1024 * 1024), 'MB'];
  return `${formatNumber(value, { maximumFractionDigits: 1 })} ${unit}`;
}
