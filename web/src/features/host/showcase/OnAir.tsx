import { lazy, type ReactNode, Suspense } from 'react';
import { useCan, useRoomView } from '../../room/session';
import { parcelOf } from '../../room/showcase/data';
import { Screen } from '../../room/stage/Screen';
import { stageOf } from '../../room/views';

const DriveMap = lazy(() => import('./DriveMap'));

/** What is on stage, in the hands of those who may steer it. */
export function OnAir({ over }: { over: ReactNode }) {
  const stage = useRoomView(stageOf);
  const may = useCan('move-camera');
  if (!stage) return null;
  if (!may || !parcelOf(stage)) return <Screen stage={stage} small over={over} />;
  return (
    <Suspense fallback={<Screen stage={stage} small />}>
      <DriveMap />
    </Suspense>
  );
}
