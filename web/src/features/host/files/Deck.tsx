import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useToast } from '@/components/Toast';
import { useProblemText } from '@/lib/problem';
import type { Slides } from '../../room/api';
import { useCan, useRoomSession, useRoomView } from '../../room/session';
import { handoutsOf, sceneOf, stageOf } from '../../room/views';
import styles from '../host.module.css';
import { useSetHandout } from './handouts';

interface DeckProps {
  slides: Slides;
  chosen: boolean;
  onChoose: () => void;
  onRemove: () => void;
}

/** One file of the session: choose it, let the audience take it away, take it down. */
export function Deck({ slides: { file, kind, name, pages }, chosen, onChoose, onRemove }: DeckProps) {
  const { t } = useTranslation('host');
  const { id } = useRoomSession();
  const say = useToast();
  const problem = useProblemText();
  const stage = useRoomView(stageOf);
  const { hold } = useRoomView(sceneOf);
  const out = useRoomView(handoutsOf).some((each) => each.file === file);
  const mayHandOut = useCan('set-handout');
  const mayRemove = useCan('remove-slides');
  const set = useSetHandout(id);
  const toggle = () =>
    set.mutate(
      { file, out: !out },
      {
        onSuccess: () => say(t(out ? 'handouts.back' : 'handouts.out', { name })),
        onError: (error) => say(problem(error), 'bad'),
      },
    );
  return (
    <li data-on={chosen || undefined}>
      {kind !== 'slides' ? (
        <span className="clip">{name}</span>
      ) : (
        <button type="button" aria-pressed={chosen} aria-label={t('files.choose', { name })} onClick={onChoose}>
          <span className="clip">{name}</span>
          <small>{t('files.pages', { count: pages })}</small>
        </button>
      )}
      {mayHandOut && (
        <button
          type="button"
          className={styles.handOut}
          aria-pressed={out}
          aria-busy={set.isPending || undefined}
          aria-label={t('handouts.set', { name })}
          title={t('handouts.hint')}
          onClick={toggle}
        >
          <Icon name="download" size="s" />
        </button>
      )}
      {mayRemove && file !== stage?.data.file && file !== hold?.file && (
        <button
          type="button"
          className={styles.removeButton}
          aria-label={t('files.removeTitle', { name })}
          onClick={onRemove}
        >
          <Icon name="close" size="s" />
        </button>
      )}
    </li>
  );
}
