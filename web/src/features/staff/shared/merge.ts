/** Edits by two people at once: what each changed since both read the same. */
export interface Merge<T> {
  /** The latest with my changes on top. */
  merged: T;
  /** Fields that both changed, differently: mine would win. */
  both: (keyof T)[];
}

/** The fields of `mine` that differ from `base`. */
export function changes<T extends object>(base: T, mine: T): Partial<T> {
  const found: Partial<T> = {};
  for (const key of Object.keys(mine) as (keyof T)[]) if (!same(base[key], mine[key])) found[key] = mine[key];
  return found;
}

/** Puts what I changed on top of what somebody else saved meanwhile. */
export function merge<T extends object>(base: T, mine: T, theirs: T): Merge<T> {
  const my = changes(base, mine);
  const their = changes(base, theirs);
  const both = (Object.keys(my) as (keyof T)[]).filter((key) => key in their && !same(mine[key], theirs[key]));
  return { merged: { ...theirs, ...my }, both };
}

/** Whether two values of forms are alike: plain data, the order of an object's keys does not count. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
