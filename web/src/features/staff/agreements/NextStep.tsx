import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { formatMoment } from '@/lib/time';
import { Amount } from './Amount';
import { Downloads } from './Downloads';
import { FreezeDialog } from './FreezeDialog';
import { type Agreement, signersOf, waitedFor } from './model';
import { ProposeDialog } from './ProposeDialog';
import { VoidDialog } from './VoidDialog';

type Asked = 'propose' | 'freeze' | 'void';

/** What is done, what is missing, and the one step that follows; below it the way out. */
export function NextStep({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('staff-agreements');
  const [asked, ask] = useState<Asked>();
  const waits = waitedFor(agreement);
  const lacks = lackingOf(agreement);
  const close = () => ask(undefined);
  return (
    <section className="st-panel ag-next">
      <h2>{t(`next.${agreement.state}`)}</h2>
      {agreement.state === 'draft' && (
        <ul className="ag-checks">
          {(['parties', 'document'] as const).map((what) => (
            <li key={what} className={lacks.includes(what) ? undefined : 'done'}>
              <Icon name={lacks.includes(what) ? 'clock' : 'check'} size="s" />
              {t(`lacks.${what}`)}
            </li>
          ))}
        </ul>
      )}
      {waits.length > 0 && <p className="c2">{t('next.waits', { names: waits.join(t('comma')) })}</p>}
      {agreement.state === 'proposed' && lacks.includes('expiry') && <p className="err">{t('lacks.expiry')}</p>}
      {agreement.ended && (
        <p className="c2">
          {formatMoment(agreement.ended.at)} {[agreement.ended.name, agreement.ended.reason].filter(Boolean).join('：')}
        </p>
      )}
      {agreement.can.includes('propose-agreement') && (
        <Button type="primary" block disabled={lacks.length > 0} onClick={() => ask('propose')}>
          {t('next.propose')}
        </Button>
      )}
      {agreement.can.includes('freeze-agreement') && (
        <Button type="primary" block disabled={waits.length > 0 || lacks.length > 0} onClick={() => ask('freeze')}>
          {t('next.freeze')}
        </Button>
      )}
      <Downloads agreement={agreement} />
      <dl className="ag-facts">
        <dt>{t('field.amount')}</dt>
        <dd>
          <Amount {...agreement} />
        </dd>
        {agreement.expiresAt && (
          <>
            <dt>{t('field.expiresAt')}</dt>
            <dd>{formatMoment(agreement.expiresAt)}</dd>
          </>
        )}
        {agreement.frozen && (
          <>
            <dt>{t('next.digest')}</dt>
            <dd className="code ag-digest">{agreement.frozen.digest.match(/.{4}/g)?.join(' ')}</dd>
          </>
        )}
      </dl>
      {agreement.event && (
        <p>
          <Link to="/staff/events/$event" params={{ event: agreement.event }} search={{ tab: 'sessions' } as never}>
            {t('next.ceremony')}
          </Link>
        </p>
      )}
      {agreement.can.includes('void-agreement') && (
        <Button type="text" danger onClick={() => ask('void')}>
          {t('next.void')}
        </Button>
      )}
      {asked === 'propose' && <ProposeDialog agreement={agreement} onClose={close} />}
      {asked === 'freeze' && <FreezeDialog agreement={agreement} onClose={close} />}
      {asked === 'void' && <VoidDialog agreement={agreement} onClose={close} />}
    </section>
  );
}

type Lack = 'parties' | 'document' | 'expiry';

/** What the next step of the bureau lacks. */
export function lackingOf(agreement: Pick<Agreement, 'parties' | 'latest' | 'state' | 'expiresAt'>): Lack[] {
  const lacks: Lack[] = [];
  if (agreement.parties.length < 2 || signersOf(agreement).length < 2) lacks.push('parties');
  if (agreement.latest === 0) lacks.push('document');
  if (agreement.state === 'proposed' && !agreement.expiresAt) lacks.push('expiry');
  return lacks;
}
