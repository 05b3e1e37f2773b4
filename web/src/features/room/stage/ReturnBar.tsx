import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { useLooking } from '../looking';
import { useRoomView } from '../session';
import { stageOf } from '../views';
import { stageKind } from './kinds';
import styles from './stage.module.css';

/** Only while looking back: where I am, where live is, and one touch to return. Never over the slide. */
export function ReturnBar() {
  const { t } = useTranslation('room');
  const { looking, live, back } = useLooking();
  const stage = useRoomView(stageOf);
  if (!looking) return null;
  const { page, name, file } = looking;
  const words = () => {
    if (live?.file === file) return t('back.slides', { page, live: live.page });
    if (live) return t('back.deck', { page, name });
    return t('back.other', { page, kind: t(`stage.${stageKind(stage?.kind ?? 'blank')?.word ?? 'blank'}`) });
  };
  return (
    <div className={styles.back} role="status">
      <Icon name="clock" size="s" />
      <span className={styles.backWords}>{words()}</span>
      <Button variant="primary" size="s" onClick={back}>
        {t('back.live')}
        <Icon name="arrow" size="s" />
      </Button>
    </div>
  );
}
