import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { Notice } from '@/components/Notice';
import type { MemberImport } from './api';
import { Rows } from './Rows';

/** What came of it, and the rows that were left out. */
export function Result({ now }: { now: MemberImport }) {
  const { t } = useTranslation('staff-members');
  const { create, update, same, skip } = now.counts;
  const search = { chamber: now.chamber } as never;
  return (
    <>
      <div className="im-result">
        <Notice tone="ok">
          <p>{t('import.done', { create, update, same })}</p>
          {skip > 0 && <p>{t('import.left', { count: skip })}</p>}
        </Notice>
        <span className="row">
          <Link to="/staff/members" search={search} className={buttonClass({ variant: 'primary' })}>
            {t('import.look')}
          </Link>
          <Link to="/staff/members/import" search={search} className={buttonClass()}>
            {t('import.another')}
          </Link>
        </span>
      </div>
      <Rows now={now} />
    </>
  );
}
