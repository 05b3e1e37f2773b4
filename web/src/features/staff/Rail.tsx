import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { navFor } from './nav';

/** Where staff can go: only what this person may open. */
export function Rail({ can, onGo }: { can: readonly string[]; onGo?: () => void }) {
  const { t } = useTranslation('staff');
  return (
    <nav aria-label={t('nav.title')} className="st-nav">
      <ul>
        {navFor(can).map(({ place, to, icon }) => (
          <li key={place}>
            <Link to={to} activeProps={{ className: 'on', 'aria-current': 'page' }} onClick={onGo}>
              <Icon name={icon} />
              {t(`nav.${place}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
