import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '@/lib/time';
import type { Agreement, Signer } from './model';
import { ReplaceDialog } from './ReplaceDialog';
import { LevelTag, SignerTag } from './tags';

/** How far every signer is, party by party. */
export function Signers({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('staff-agreements');
  const [replacing, replace] = useState<Signer>();
  const may = agreement.can.includes('replace-signer');
  return (
    <section className="st-section first" aria-label={t('signers.title')}>
      {agreement.parties.map((party) => (
        <div className="ag-standing" key={party.id}>
          <h2>
            {party.role} <span className="c2">{party.name}</span>
          </h2>
          <ul>
            {party.signers.map((signer) => (
              <li key={signer.id} className={signer.state === 'replaced' ? 'gone' : undefined}>
                <b>{signer.name}</b>
                <span className="c2 grow">
                  {[signer.position, signer.contact].filter(Boolean).join(' · ')}
                  {signer.state === 'replaced' &&
                    signer.reason &&
                    ` · ${t('signers.because', { reason: signer.reason })}`}
                </span>
                <Since signer={signer} />
                <LevelTag level={signer.level} />
                <SignerTag state={signer.state} />
                {may && signer.state !== 'replaced' && (
                  <Button size="small" onClick={() => replace(signer)}>
                    {t('signers.replace')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {agreement.witnesses.length > 0 && (
        <div className="ag-standing">
          <h2>{t('witnesses.title')}</h2>
          <ul>
            {agreement.witnesses.map(({ id, name, organisation, witnessedAt }) => (
              <li key={id}>
                <b>{name}</b>
                <span className="c2 grow">{organisation}</span>
                <span className="c3">{witnessedAt ? formatMoment(witnessedAt) : t('witnesses.notYet')}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {replacing && <ReplaceDialog agreement={agreement} signer={replacing} onClose={() => replace(undefined)} />}
    </section>
  );
}

/** When the signer did last what they did last. */
function Since({ signer }: { signer: Signer }) {
  const { t } = useTranslation('staff-agreements');
  const at = signer.sealedAt ?? signer.confirmedAt ?? signer.acceptedAt;
  if (at) return <span className="c3">{formatMoment(at)}</span>;
  return signer.pagesRead > 0 ? <span className="c3">{t('signers.read', { count: signer.pagesRead })}</span> : null;
}
