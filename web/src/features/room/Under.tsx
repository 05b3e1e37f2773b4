import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { HandButton } from './hand/HandButton';
import { Leaf } from './Leaf';
import { Reactions } from './Reactions';
import styles from './room.module.css';

/** Under the timeline: leafing on the left, reactions at the right. */
export function Under() {
  return (
    <div className={styles.under}>
      <Leaf />
      <FullScreen />
      <HandButton />
      <Reactions />
    </div>
  );
}

function FullScreen() {
  const { t } = useTranslation('room');
  if (!document.fullscreenEnabled) return null;
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.getElementById('room-stage')?.requestFullscreen();
  };
  return (
    <Button variant="soft" onClick={toggle}>
      <Icon name="full" size="s" />
      {t('stage.full')}
    </Button>
  );
}
