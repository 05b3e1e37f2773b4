// Reads back what a spreadsheet says, as a person's program would: an .xlsx is a zip of XML parts.
import { unzip } from './zip';

/** The sheets of an .xlsx by name, as rows of texts. */
export function sheetsOf(file: Buffer): Map<string, string[][]> {
  const parts = unzip(file);
  const part = (name: string) => parts.get(name)?.toString('utf8') ?? '';
  const shared = all(part('xl/sharedStrings.xml'), /<si>(.*?)<\/si>/gs).map(([, item = '']) => textOf(item));
  const targets = new Map(
    all(part('xl/_rels/workbook.xml.rels'), /<Relationship [^>]*>/g).map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  );
  return new Map(
    all(part('xl/workbook.xml'), /<sheet [^>]*>/g).map(([tag]) => {
      const target = targets.get(attribute(tag, 'r:id')) ?? '';
      return [plainly(attribute(tag, 'name')), rows(part(`xl/${target.replace(/^\/xl\//, '')}`), shared)];
    }),
  );
}

function rows(sheet: string, shared: string[]): string[][] {
  return all(sheet, /<row[^>]*>(.*?)<\/row>/gs).map(([, row = '']) =>
    all(row, /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs).map(([, attributes = '', value = '']) => {
      const plain = /<v>(.*?)<\/v>/s.exec(value)?.[1] ?? '';
      if (attributes.includes('t="s"')) return shared[Number(plain)] ?? '';
      return attributes.includes('t="inlineStr"') ? textOf(value) : plainly(plain);
    }),
  );
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)];
const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
const textOf = (xml: string) =>
  all(xml, /<t[^>]*>(.*?)<\/t>/gs)
    .map(([, text = '']) => plainly(text))
    .join('');
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plainly = (text: string) =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (_, decimal, hex, name) =>
    name ? (named[name] ?? '') : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
  );
