import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { useMedia } from '../media/MediaProvider';

/** The way behind the stage, for whoever may go on; it is gone once they are ready. */
export function ToBackstage({ primary = false }: { primary?: boolean }) {
  const { t } = useTranslation('room');
  const { kitState, mine, openBackstage } = useMedia();
  if (kitState?.ready || mine) return null;
  return (
    <Button size="s" variant={primary ? 'primary' : 'soft'} onClick={openBackstage}>
      <Icon name="camera" size="s" />
      {t('toBackstage')}
    </Button>
  );
}
