/** A change of one field of a notice, as its versions tell it. */
export interface Changed {
  before?: unknown;
  after?: unknown;
}

/** All figures in a value, however deep. */
function figures(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(figures);
  return value && typeof value === 'object' ? Object.values(value).flatMap(figures) : [];
}

/** Whether a text has the figure, with or without separators, and not as a part of another. */
function shows(text: string, figure: number): boolean {
  const escaped = (written: string) => written.replace('.', '\\.');
  const forms = new Set([String(figure), figure.toLocaleString('en-US', { maximumFractionDigits: 6 })].map(escaped));
  return new RegExp(`(?<![\\d.,])(?:${[...forms].join('|')})(?![\\d]|[.,]\\d)`).test(text);
}

/** Figures that a text still has although the notice has others by now; small ones say nothing. */
export function olderFigures(text: string, changes: readonly Changed[]): number[] {
  const now = new Set(changes.flatMap(({ after }) => figures(after)));
  const before = new Set(changes.flatMap(({ before }) => figures(before)));
  return [...before].filter((figure) => !now.has(figure) && figure >= 10 && shows(text, figure));
}

/** Letters and digits alone: brackets and spaces of a number are written in many ways. */
const bare = (text: string) => text.replace(/[\s〔〕［］[\]()（）【】·・]/g, '');

/** Whether a text speaks of a parcel. */
export function speaksOf(text: string, names: readonly string[]): boolean {
  const words = bare(text);
  return names.some((name) => bare(name).length > 1 && words.includes(bare(name)));
}
