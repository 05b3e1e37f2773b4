// What somebody might do to a signed file, each so that the file still opens everywhere.

/** Another letter on a page, or wherever the first signature covers: one bit of one byte. */
export function flipByte(pdf: Buffer): Buffer {
  const changed = Buffer.from(pdf);
  const at = pdf.indexOf('endstream') - 20;
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

/** The last page shows something else from now on. Every signature stays valid for the bytes it covers. */
export function swapPage(pdf: Buffer): Buffer {
  const pages = [...pdf.toString('latin1').matchAll(/(\d+) 0 obj\n(<<[^\n]*\/Type \/Page\b[^\n]*>>)\nendobj/g)];
  const [, number = '', page = ''] = pages.at(-1) ?? [];
  const content = 'BT /F1 24 Tf 72 720 Td (The price is another) Tj ET';
  return revise(pdf, (next) => [
    [Number(number), page.replace(/\/Contents \d+ 0 R/, `/Contents ${next} 0 R`)],
    [next, `<</Length ${content.length}>>\nstream\n${content}\nendstream`],
  ]);
}

/** Something is added behind the last signature that no page shows. */
export function appendRevision(pdf: Buffer): Buffer {
  return revise(pdf, (next) => [[next, '<</Type /Annot /Subtype /FreeText>>']]);
}

/** Appends a revision with these objects, which may have the number that is free. */
function revise(pdf: Buffer, objectsOf: (next: number) => [number, string][]): Buffer {
  const text = pdf.toString('latin1');
  const trailer = /trailer\n(<<.*>>)\nstartxref\n(\d+)\n%%EOF\s*$/s.exec(text.slice(text.lastIndexOf('trailer')));
  const [, dictionary = '', previous = ''] = trailer ?? [];
  const size = Number(/\/Size (\d+)/.exec(dictionary)?.[1]);
  let out = text;
  let table = 'xref\n';
  for (const [number, body] of objectsOf(size)) {
    table += `${number} 1\n${String(out.length).padStart(10, '0')} 00000 n \n`;
    out += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const next = dictionary.replace(/\/Prev \d+/, `/Prev ${previous}`).replace(/\/Size \d+/, `/Size ${size + 1}`);
  return Buffer.from(`${out}${table}trailer\n${next}\nstartxref\n${out.length}\n%%EOF\n`, 'latin1');
}

/** A line of the evidence is left out, and the manifest written anew as if it never was. */
export function dropLine(manifest: Buffer, kind: string): Buffer {
  const read = JSON.parse(manifest.toString('utf8')) as { lines: string[] };
  const at = read.lines.findIndex((line) => JSON.parse(line).kind === kind);
  read.lines.splice(at, 1);
  return Buffer.from(JSON.stringify(read));
}
