import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { mostOnStage, seatOf } from '@/lib/media/scene';
import { useCan, useRoomView } from '../../room/session';
import { sceneOf } from '../../room/views';
import type { useSceneAct } from './api';
import { dragged } from './drag';
import styles from './people.module.css';
import { StageCard } from './StageCard';

/** Those on stage, in the order of their seats; whoever is dropped here comes on. */
export function OnStage({ act }: { act: ReturnType<typeof useSceneAct> }) {
  const { t } = useTranslation('media');
  const scene = useRoomView(sceneOf);
  const may = useCan('bring-on-stage');
  const [over, setOver] = useState(false);
  const full = scene.people.length >= mostOnStage;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const id = dragged(event);
    if (id && !full) act.mutate({ act: 'bring', id });
  };
  return (
    <section
      className={styles.column}
      aria-label={t('people.on', { count: scene.people.length })}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!may || full) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.head}>
        <h2>{t('people.on', { count: scene.people.length })}</h2>
        <span>{t('people.most', { count: mostOnStage })}</span>
      </div>
      <ul>
        {scene.people.map((person) => (
          <StageCard key={seatOf(person)} person={person} act={act} />
        ))}
      </ul>
      {may && !full && (
        <p className={styles.drop}>
          <Icon name="plus" size="s" />
          {t('people.drop')}
        </p>
      )}
    </section>
  );
}
