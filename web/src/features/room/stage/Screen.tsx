import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import type { Stage } from '@/lib/room/types';
import { type StageProps, stageKind } from './kinds';
import styles from './stage.module.css';

interface ScreenProps extends Omit<StageProps, 'data'> {
  stage: Pick<Stage, 'kind' | 'data'>;
}

/** What lies on a stage, drawn by its kind. */
export function Screen({ stage, ...rest }: ScreenProps) {
  const { t } = useTranslation('room');
  const kind = stageKind(stage.kind);
  if (kind) return <kind.View data={stage.data} {...rest} />;
  return (
    <div className={styles.words}>
      <p className={styles.caption}>{t('stage.unknown')}</p>
      <Button onClick={() => location.reload()}>{t('stage.reload')}</Button>
    </div>
  );
}
