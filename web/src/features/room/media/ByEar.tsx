import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { useMedia } from './MediaProvider';

/** Who is short of data, or only wants to listen, leaves the pictures out. */
export default function ByEar() {
  const { t } = useTranslation('media');
  const { media, state } = useMedia();
  if (state.film || state.picture !== 'on') return null;
  const words = t('picture.byEar');
  return (
    <Button variant="soft" icon aria-label={words} title={words} onClick={() => media.setPicture(false)}>
      <Icon name="cameraOff" size="s" />
    </Button>
  );
}
