import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';

/** Has the stage take the whole screen, where the browser lets it. */
export function FullScreen() {
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
