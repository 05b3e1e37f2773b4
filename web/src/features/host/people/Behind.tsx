import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { mostOnStage } from '@/lib/media/scene';
import { ToBackstage } from '../../room/backstage/ToBackstage';
import { useCan, useRoomView } from '../../room/session';
import { sceneOf } from '../../room/views';
import type { useSceneAct } from './api';
import { take } from './drag';
import styles from './people.module.css';
import { useBehind } from './useBehind';

/** Those who wait behind the stage: one press or one drag brings them on, and one all who are ready. */
export function Behind({ act }: { act: ReturnType<typeof useSceneAct> }) {
  const { t } = useTranslation('media');
  const waiting = useBehind();
  const scene = useRoomView(sceneOf);
  const may = useCan('bring-on-stage');
  const free = mostOnStage - scene.people.length;
  const ready = waiting.filter((each) => each.ready).slice(0, Math.max(0, free));
  return (
    <div className={styles.column}>
      <div className={styles.head}>
        <h2>{t('people.behind', { count: waiting.length })}</h2>
        {ready.length > 1 && may ? (
          <Button
            size="s"
            variant="primary"
            busy={act.isPending}
            onClick={() => act.mutate({ act: 'live', people: ready.map((each) => each.id) })}
          >
            {t('people.all', { count: ready.length })}
          </Button>
        ) : (
          <span>{t('people.readyCount', { count: ready.length })}</span>
        )}
        <ToBackstage />
      </div>
      {waiting.length === 0 && <p className={styles.none}>{t('people.nobody')}</p>}
      <ul>
        {waiting.map(({ id, name, words, mark, hand }) => (
          <li
            key={id}
            className={styles.card}
            draggable={may && free > 0}
            onDragStart={(event) => take(event, id)}
            data-hand={hand || undefined}
          >
            <span className={styles.thumb}>
              <i aria-hidden="true">{[...name][0]}</i>
            </span>
            <p>
              <b className="clip">{name}</b>
              <span className="clip" data-trouble={mark === 'trouble' || undefined}>
                {words}
              </span>
            </p>
            <div className={styles.acts}>
              {mark !== 'none' && (
                <span className={styles.mark} data-mark={mark}>
                  <Icon name={mark === 'hand' ? 'hand' : mark === 'trouble' ? 'warning' : 'check'} size="s" />
                </span>
              )}
              {may && (
                <Button
                  size="s"
                  variant={hand ? 'primary' : 'soft'}
                  disabled={free <= 0}
                  onClick={() => act.mutate({ act: 'bring', id })}
                >
                  {t('people.bring')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
