import type { Invitation } from './api';

/** The states in which nobody can answer any more. */
export const shutStates: ReadonlySet<Invitation['state']> = new Set(['expired', 'withdrawn', 'off', 'over', 'full']);
