import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import type { Stage } from '@/lib/room/types';
import { stageKind } from './kinds';
import styles from './stage.module.css';

/** What lies on a stage, drawn by its kind. */
export function Screen({ stage, small }: { stage: Pick<Stage, 'kind' | 'data'>; small?: boolean }) {
  const { t } = useTranslation('room');
  const kind = stageKind(stage.kind);
  if (kind) return <kind.View data={stage.data} {...(small && { small })} />;
  return (
    <div className={styles.words}>
      <p className={styles.caption}>{t('stage.unknown')}</p>
      <Button onClick={() => location.reload()}>{t('stage.reload')}</Button>
    </div>
  );
}
