import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { navFor } from './nav';

/** Where staff can go: only what this person may open. */
export function Rail({ can, onGo }: { can: readonly string[]; onGo?: () => void }) {
  const { t } = useTranslation('staff');
  const { pathname } = useLocation();
  return (
    <nav aria-label={t('nav.title')} className="st-nav">
      <ul>
        {navFor(can).map(({ place, to, also, icon }) => (
          <li key={place}>
            <Link
              to={to}
              className={also && pathname.startsWith(also) ? 'on' : undefined}
              activeProps={{ className: 'on', 'aria-current': 'page' }}
              onClick={onGo}
            >
              <Icon name={icon} />
              {t(`nav.${place}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
