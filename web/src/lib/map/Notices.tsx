import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';

interface NoticesProps {
  what: 'tiles' | 'ground';
  online: boolean;
  onRetry: () => void;
}

/** What did not arrive; what is there stays. */
export function Notices({ what, online, onRetry }: NoticesProps) {
  const { t } = useTranslation('map');
  return (
    <p className="map-notice" role="status">
      <Icon name={online ? 'warning' : 'offline'} size="s" />
      {t(online ? `failed.${what}` : 'failed.offline')}
      <Button variant="quiet" size="s" onClick={onRetry}>
        {t('again')}
      </Button>
    </p>
  );
}
