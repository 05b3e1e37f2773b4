// Reads back what a spreadsheet says, as a person's program would: an .xlsx is a zip of XML parts.
import { inflateRawSync } from 'node:zlib';

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

/** The files of a zip, by its directory at the end. */
function unzip(file: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, name, extra, comment] = [
      file.readUInt16LE(at + 10),
      file.readUInt32LE(at + 20),
      file.readUInt16LE(at + 28),
      file.readUInt16LE(at + 30),
      file.readUInt16LE(at + 32),
    ];
    const head = file.readUInt32LE(at + 42);
    const from = head + 30 + file.readUInt16LE(head + 26) + file.readUInt16LE(head + 28);
    const packed = file.subarray(from, from + size);
    parts.set(file.toString('utf8', at + 46, at + 46 + name), method === 0 ? packed : inflateRawSync(packed));
    at += 46 + name + extra + comment;
  }
  return parts;
}
