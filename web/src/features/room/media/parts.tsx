import { type ComponentType, lazy, Suspense } from 'react';
import { loadWords } from '@/lib/i18n';
import { useMedia, useMediaShown } from './MediaProvider';

/** What has to do with video is fetched, with its words, once there is any: a room of slides alone stays as light as it was. */
function part<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  return lazy(() => loadWords('media').then(load));
}

const People = part(() => import('./StagePeople'));
const Bar = part(() => import('./MediaBar'));
const Row = part(() => import('./PeopleRow'));
const Ear = part(() => import('./ByEar'));
const Mine = part(() => import('../backstage/MyStage'));

/** The people on stage. */
export function StagePeople({ small = false }: { small?: boolean }) {
  if (!useMediaShown()) return null;
  return (
    <Suspense fallback={null}>
      <People small={small} />
    </Suspense>
  );
}

/** What is wrong with the picture. */
export function MediaBar() {
  if (!useMediaShown()) return null;
  return (
    <Suspense fallback={null}>
      <Bar />
    </Suspense>
  );
}

/** The people below the stage. */
export function PeopleRow() {
  if (!useMediaShown()) return null;
  return (
    <Suspense fallback={null}>
      <Row />
    </Suspense>
  );
}

/** Pictures or sound alone. */
export function ByEar() {
  if (!useMediaShown()) return null;
  return (
    <Suspense fallback={null}>
      <Ear />
    </Suspense>
  );
}

/** My own place on stage. */
export function MyStage() {
  const { mine, kitState } = useMedia();
  if (!mine && !kitState?.ready) return null;
  return (
    <Suspense fallback={null}>
      <Mine />
    </Suspense>
  );
}
