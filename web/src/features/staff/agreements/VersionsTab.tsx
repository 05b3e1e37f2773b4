import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { formatSize } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { AddVersion } from './AddVersion';
import { useVersions } from './api';
import { Compare } from './Compare';
import type { Agreement, Version } from './model';
import { Reader } from './Reader';
import { TermList } from './TermList';

/** Every version of the document; the latest is read and accepted, two can be held against each other. */
export function VersionsTab({ agreement, me }: { agreement: Agreement; me: string }) {
  const { t } = useTranslation('staff-agreements');
  const versions = useVersions(agreement);
  const [shown, show] = useState<'compare' | 'read'>();
  const may = agreement.can.includes('add-version');
  if (!versions.data) {
    if (versions.error) {
      return (
        <ErrorState
          title={t('versions.failed')}
          error={versions.error}
          onRetry={() => void versions.refetch()}
          level={2}
        />
      );
    }
    return <Skeleton lines={8} />;
  }
  const [latest] = versions.data;
  return (
    <>
      {may && <AddVersion agreement={agreement} latest={latest} me={me} />}
      <section className="st-section">
        <div className="st-section-head">
          <h2>{t('versions.title')}</h2>
          <span className="row">
            {latest && (
              <Button aria-pressed={shown === 'read'} onClick={() => show(shown === 'read' ? undefined : 'read')}>
                {t('versions.read')}
              </Button>
            )}
            {versions.data.length > 1 && (
              <Button
                aria-pressed={shown === 'compare'}
                onClick={() => show(shown === 'compare' ? undefined : 'compare')}
              >
                {t('versions.compare')}
              </Button>
            )}
          </span>
        </div>
        {versions.data.length === 0 && <p className="st-none">{t('versions.none')}</p>}
        <ol className="ag-versions">
          {versions.data.map((version) => (
            <Row key={version.number} version={version} frozen={agreement.frozen?.version === version.number} />
          ))}
        </ol>
      </section>
      {latest && shown === 'read' && <Reader agreement={agreement} version={latest} />}
      {shown === 'compare' && <Compare agreement={agreement} versions={versions.data} />}
      {latest && latest.terms.length > 0 && !agreement.frozen && (
        <section className="st-section" aria-label={t('terms-title')}>
          <h2>{t('terms-title')}</h2>
          <Notice tone="warn">{t('terms-note', { count: latest.terms.length })}</Notice>
          <TermList terms={latest.terms} />
        </section>
      )}
    </>
  );
}

function Row({ version, frozen }: { version: Version; frozen: boolean }) {
  const { t } = useTranslation('staff-agreements');
  const source = version.source === 'file' ? version.name : t('versions.written');
  return (
    <li>
      <b>{t('versions.number', { number: version.number })}</b>
      <a href={version.url} target="_blank" rel="noreferrer">
        {source || t('versions.file')}
      </a>
      <span className="c2 grow">{version.note}</span>
      {frozen && <span className="tag ok">{t('versions.frozen')}</span>}
      <span className="c3">
        {[
          t('versions.pages', { count: version.pages }),
          formatSize(version.size),
          formatMoment(version.createdAt),
        ].join(' · ')}
      </span>
    </li>
  );
}
