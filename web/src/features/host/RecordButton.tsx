import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { useToast } from '@/components/Toast';
import { useProblemText } from '@/lib/problem';
import { useCan, useRoomSession, useRoomView } from '../room/session';
import { recordingOf, roomStateOf } from '../room/views';
import { setRecording } from './api';

/** Begins and ends the recording by hand; how it begins by itself is a choice of the session. */
export function RecordButton() {
  const { t } = useTranslation('host');
  const { id, info } = useRoomSession();
  const may = useCan('set-recording');
  const state = useRoomView(roomStateOf);
  const on = useRoomView(recordingOf) !== undefined;
  const say = useToast();
  const problem = useProblemText();
  const change = useMutation({
    mutationFn: () => setRecording(id, !on),
    onError: (error) => say(problem(error), 'bad'),
  });
  if (!may || info.kind === 'rehearsal' || (state !== 'live' && !(state === 'paused' && on))) return null;
  return (
    <Button size="s" variant="soft" disabled={change.isPending} onClick={() => change.mutate()}>
      {t(on ? 'record.stop' : 'record.start')}
    </Button>
  );
}
