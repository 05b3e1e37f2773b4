/** A stretch of a film without a gap: where it is on the film, and when it was taken. */
export interface Section {
  /** In seconds of the film. */
  start: number;
  duration: number;
  /** In milliseconds since 1970. */
  from: number;
}

/** Sections one behind the other, from when there are pictures. */
export function sectionsOf(spans: readonly { from: number; until: number }[]): Section[] {
  let start = 0;
  return spans.map(({ from, until }) => {
    const section = { start, duration: (until - from) / 1000, from };
    start += section.duration;
    return section;
  });
}

/** When what is at a place of the film was taken. A live film has forgotten what is long over: its clock ran evenly there. */
export function momentIn(sections: readonly Section[], place: number): number | undefined {
  const section = sections.filter(({ start }) => start <= place).at(-1) ?? sections[0];
  return section && section.from + (place - section.start) * 1000;
}

/** Where on the film a moment is; where nothing was taken, what comes next. */
export function placeIn(sections: readonly Section[], moment: number): number | undefined {
  const section = sections.find(({ from, duration }) => moment < from + duration * 1000) ?? sections.at(-1);
  if (!section) return undefined;
  const into = Math.min(Math.max(0, (moment - section.from) / 1000), section.duration);
  return section.start + into;
}
