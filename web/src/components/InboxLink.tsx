import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUnread } from '@/lib/inbox';
import { Icon } from './Icon';
import './inbox-link.css';

/** The way to one's messages, with how many are unread. */
export function InboxLink() {
  const { t } = useTranslation('common');
  const count = useUnread();
  const label = count > 0 ? t('nav.inboxUnread', { count }) : t('nav.inbox');
  return (
    <Link className="inbox-link" to="/inbox" aria-label={label} title={label}>
      <Icon name="bell" />
      {count > 0 && <b aria-hidden="true">{count > 99 ? '99+' : count}</b>}
    </Link>
  );
}
