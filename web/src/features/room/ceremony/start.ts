import type { Stage, Start } from '@/lib/room/types';

/** A start that is over leaves the stage to whatever the host shows next. */
export function hasGivenWay(start: Pick<Start, 'at'>, stage: Pick<Stage, 'at'> | null): boolean {
  return stage !== null && Date.parse(stage.at) > Date.parse(start.at);
}
