import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import styles from './media.module.css';

/** One large button where a browser wants a touch before it plays sound. */
export function TapForSound({ onTap }: { onTap: () => void }) {
  const { t } = useTranslation('media');
  return (
    <Button variant="primary" size="l" className={styles.sound ?? ''} onClick={onTap}>
      <Icon name="sound" />
      {t('sound')}
    </Button>
  );
}
