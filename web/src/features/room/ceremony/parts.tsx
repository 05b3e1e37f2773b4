import { type ComponentType, lazy, Suspense, useCallback } from 'react';
import { loadWords } from '@/lib/i18n';
import type { ConnectionState } from '@/lib/room/socket';
import { useRoomPlace, useRoomView } from '../session';
import type { StageProps } from '../stage/kinds';

/** What belongs to a ceremony is fetched, with its words, where there is one. */
function part<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  return lazy(() => loadWords('ceremony').then(load));
}

const Paper = part(() => import('./DocumentStage'));
const Begin = part(() => import('./StartStage'));
const Later = part(() => import('./Later'));
export const CeremonyPanel = part(() => import('./CeremonyPanel'));

/** What kind of ceremony this is, if it is one. */
export function useCeremony(): 'signing' | 'groundbreaking' | undefined {
  const { kind } = useRoomPlace().info.session;
  const has = useCallback(({ room }: ConnectionState) => room.agreements !== undefined, []);
  const signs = useRoomView(has);
  return kind === 'signing' || kind === 'groundbreaking' ? kind : signs ? 'signing' : undefined;
}

/** An agreement on stage. */
export function DocumentStage(props: StageProps) {
  return (
    <Suspense fallback={null}>
      <Paper {...props} />
    </Suspense>
  );
}

const beginsOf = ({ room }: ConnectionState) => (room.start ?? room.venues) !== undefined;

/** The countdown, and what it comes to, over whatever lies on the stage. */
export function StartStage() {
  if (!useRoomView(beginsOf)) return null;
  return (
    <Suspense fallback={null}>
      <Begin />
    </Suspense>
  );
}

/** After the end: what becomes of the agreements, for the ceremony and the legal act are two things. */
export function AfterSigning() {
  return (
    <Suspense fallback={null}>
      <Later />
    </Suspense>
  );
}
