import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoomView } from './session';
import { slidesOf } from './stage/data';
import { stageKind } from './stage/kinds';
import { phaseOf, pollsOf, roomStateOf, stageOf, youOf } from './views';

/** Says, politely, to those who do not see it: what came on stage, and how the room and the line are. */
export function Announcer() {
  const { t } = useTranslation('room');
  const stage = useRoomView(stageOf);
  const state = useRoomView(roomStateOf);
  const phase = useRoomView(phaseOf);
  const role = useRoomView(youOf)?.role;
  const poll = useRoomView(pollsOf).at(-1);
  const [words, setWords] = useState('');

  const slides = slidesOf(stage);
  const showing = slides
    ? t('say.page', { page: slides.page, pages: slides.pages })
    : stage
      ? t('say.stage', { kind: t(`stage.${stageKind(stage.kind)?.word ?? 'blank'}`) })
      : '';
  useChange(showing, () => setWords(showing));
  useChange(state, () => setWords(t('say.state', { state: t(`state.${state}`) })));
  useChange(role ?? '', () => {
    if (role) setWords(t('say.role', { role: t(`role.${role as 'guest'}`) }));
  });
  useChange(poll ? `${poll.poll} ${poll.status}` : ' ', () => {
    if (poll) setWords(t(poll.status === 'open' ? 'poll.sayOpen' : 'poll.sayClosed', { question: poll.question }));
  });
  useChange(phase, (before) => {
    if (phase === 'waiting' && before === 'open') setWords(t('say.lost'));
    if (phase === 'open' && before === 'connecting') setWords(t('say.open'));
  });
  return (
    <div className="sr" role="status" aria-live="polite">
      {words}
    </div>
  );
}

/** Runs when a value changes, not when it is first seen. */
function useChange<T>(value: T, changed: (before: T) => void): void {
  const before = useRef(value);
  useEffect(() => {
    if (before.current === value) return;
    const was = before.current;
    before.current = value;
    if (was !== '') changed(was);
  });
}
