import { useTranslation } from 'react-i18next';
import { useOnline } from '@/lib/online';
import { Icon } from './Icon';
import './offline-bar.css';

/** Says across the top that the device has no network, and that nothing is lost. */
export function OfflineBar() {
  const { t } = useTranslation('common');
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <div className="offline-bar">
          <Icon name="offline" />
          {t('offline')}
        </div>
      )}
    </div>
  );
}
