/** Pages that everybody may read: as ranges on the wire, as single pages where somebody chooses. */
export type Ranges = readonly (readonly [number, number])[];

export function pagesOf(ranges: Ranges): Set<number> {
  const pages = new Set<number>();
  for (const [first, last] of ranges) for (let page = first; page <= last; page++) pages.add(page);
  return pages;
}

export function rangesOf(pages: ReadonlySet<number>): [number, number][] {
  const ranges: [number, number][] = [];
  for (const page of [...pages].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] === page - 1) last[1] = page;
    else ranges.push([page, page]);
  }
  return ranges;
}

/** 1–3, 12 */
export function rangeText(pages: ReadonlySet<number>): string {
  return rangesOf(pages)
    .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
    .join(', ');
}

/** What a choice adds to what everybody may read, and what it takes back. */
export function changeOf(before: ReadonlySet<number>, after: ReadonlySet<number>) {
  return {
    added: new Set([...after].filter((page) => !before.has(page))),
    removed: new Set([...before].filter((page) => !after.has(page))),
  };
}
