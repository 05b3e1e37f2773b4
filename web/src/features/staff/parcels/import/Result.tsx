import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { Notice } from '@/components/Notice';
import type { ParcelImport } from './api';
import { Rows } from './Rows';

/** What came of it, and the rows that were left out. */
export function Result({ now }: { now: ParcelImport }) {
  const { t } = useTranslation('staff-land');
  const { create, update, same, bad, failed = 0 } = now.counts;
  return (
    <>
      <div className="im-result">
        <Notice tone={failed > 0 ? 'warn' : 'ok'}>
          <p>{t('import.done', { create, update, same })}</p>
          {bad > 0 && <p>{t('import.left', { count: bad })}</p>}
          {failed > 0 && <p>{t('import.lost', { count: failed })}</p>}
        </Notice>
        <span className="row">
          <Link to="/staff/parcels" className={buttonClass({ variant: 'primary' })}>
            {t('import.look')}
          </Link>
          <Link to="/staff/parcels/import" className={buttonClass()}>
            {t('import.another')}
          </Link>
        </span>
      </div>
      <Rows now={now} />
    </>
  );
}
