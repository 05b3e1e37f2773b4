import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { Tag } from '@/components/Tag';
import { formatTime } from '@/lib/time';
import { SearchBox } from '../shared/Filters';
import { ProblemText } from '../shared/ProblemText';
import { type Registrant, useRegistrants } from './api';
import type { Draft } from './door';

interface Props {
  event: string;
  onAdmit: (draft: Draft) => void;
}

/** Where there is no code to scan: the last four digits of a number, a name or a company. */
export function Lookup({ event, onAdmit }: Props) {
  const { t } = useTranslation('staff-check-in');
  const [q, setQ] = useState<string>();
  const enough = q && !/^\d{1,3}$/.test(q) ? q : undefined; // digits are looked up by four
  const { data, error } = useRegistrants(event, enough);
  const method = enough && /^\d{4}$/.test(enough) ? 'digits' : 'name';
  const admit = ({ registration, status }: Registrant) => {
    setQ(undefined);
    onAdmit({ registration, method, ...(status === 'waiting' && { admitWaiting: true }) });
  };
  return (
    <section className="ci-lookup" aria-labelledby="ci-lookup">
      <h2 id="ci-lookup">{t('look.title')}</h2>
      <SearchBox key={q === undefined ? 'empty' : 'typed'} label={t('look.label')} value={q} onChange={setQ} />
      {enough && !data && !error && <Skeleton lines={2} />}
      {enough && !data && error && (
        <Notice tone="bad">
          <ProblemText error={error} />
        </Notice>
      )}
      {enough && data?.length === 0 && <p className="c2">{t('look.none')}</p>}
      {enough && data && data.length > 0 && (
        <ul>
          {data.map((one) => (
            <li key={one.registration}>
              <div className="grow">
                <b>{one.name}</b>
                <span className="st-sub">{[one.organisationName, one.contact].filter(Boolean).join(' · ')}</span>
              </div>
              {one.checkedInAt ? (
                <Tag tone="ok">{t('look.here', { time: formatTime(one.checkedInAt) })}</Tag>
              ) : (
                <>
                  {one.status === 'waiting' && <Tag tone="warn">{t('look.waiting')}</Tag>}
                  <Button type="primary" aria-label={t('look.admit', { name: one.name })} onClick={() => admit(one)}>
                    {t(one.status === 'waiting' ? 'verdict.admit' : 'look.action')}
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
