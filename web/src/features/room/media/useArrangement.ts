import { type Arrangement, arrange } from '@/lib/media/layout';
import { useLooking } from '../looking';
import { useRoomView } from '../session';
import { sceneOf, stageOf } from '../views';
import { useMedia } from './MediaProvider';

/** Who is where, for this viewer, now. */
export function useArrangement(): Arrangement {
  const { lead } = useMedia();
  const scene = useRoomView(sceneOf);
  const stage = useRoomView(stageOf);
  const { looking } = useLooking();
  const content = stage !== null && stage.kind !== 'blank';
  return arrange({ scene, lead, content, looking: looking !== undefined });
}
