import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Mine } from '../model';

/** The one thing to do now, under the thumb. */
export function NextStep({ mine, step }: { mine: Mine; step: 'read' | 'accept' | 'confirm' }) {
  const { t } = useTranslation('sign');
  const { agreement, unread, pages } = mine;
  const begun = unread.length < pages;
  const words = {
    read: begun ? t('next.readOn', { count: unread.length }) : t('next.read', { count: pages }),
    accept: t('next.accept'),
    confirm: t('next.confirm'),
  };
  return (
    <Link
      className="btn pri l wide"
      to="/sign/$agreement"
      params={{ agreement: agreement.id }}
      search={{ view: step === 'confirm' ? 'confirm' : 'read' }}
    >
      {words[step]}
    </Link>
  );
}
