import { useTranslation } from 'react-i18next';
import { layouts } from '@/lib/media/scene';
import type { Layout } from '@/lib/room/types';
import { useCan, useRoomView } from '../../room/session';
import { sceneOf } from '../../room/views';
import { useSceneAct } from './api';
import styles from './people.module.css';

/** Each layout drawn small, on a stage of 32 by 18. */
const drawings: Record<Layout, string> = {
  'speaker-slides': 'M1 1h30v16H1ZM22 3h7v4h-7Z',
  speaker: 'M1 1h30v16H1ZM13 8a3 3 0 1 1 6 0 3 3 0 1 1-6 0ZM9.500 17c0-3 3-5 6.500-5s6.500 2 6.500 5',
  'side-by-side': 'M1 5h14v8H1ZM17 5h14v8H17Z',
  'three-venues': 'M9 1h14v7H9ZM1 10h14v7H1ZM17 10h14v7H17Z',
  gallery:
    'M1 1h9v5H1ZM11.500 1h9v5h-9ZM22 1h9v5h-9ZM1 7h9v4H1ZM11.500 7h9v4h-9ZM22 7h9v4h-9ZM1 12h9v5H1ZM11.500 12h9v5h-9ZM22 12h9v5h-9Z',
};

/** How those on stage stand; everybody sees it the moment it is pressed. */
export function LayoutPicker() {
  const { t } = useTranslation('media');
  const { layout } = useRoomView(sceneOf);
  const act = useSceneAct();
  if (!useCan('set-scene')) return null;
  return (
    <fieldset className={styles.layouts} aria-label={t('layout.label')}>
      <p>
        {t('layout.label')} <b>{t(`layout.${layout}`)}</b>
      </p>
      <div>
        {layouts.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === layout}
            aria-label={t(`layout.${each}`)}
            title={`${t(`layout.${each}`)} · ${t(`layout.hint.${each}`)}`}
            onClick={() => act.mutate({ act: 'layout', layout: each })}
          >
            <svg width="32" height="18" viewBox="0 0 32 18" fill="none" stroke="currentColor" aria-hidden="true">
              <path d={drawings[each]} />
            </svg>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
