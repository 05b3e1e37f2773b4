import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { type Tab, Tabs } from '@/components/Tabs';
import { useMe } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useUrlState } from '../shared/useUrlState';
import { useAgreement } from './api';
import { FactsTab } from './FactsTab';
import { type Agreement, signersOf } from './model';
import { NextStep } from './NextStep';
import { PartiesTab } from './PartiesTab';
import { ProgressTab } from './ProgressTab';
import { AgreementTag } from './tags';
import { VersionsTab } from './VersionsTab';
import './agreements.css';

const tabIds = ['parties', 'document', 'facts', 'progress'] as const;
type TabId = (typeof tabIds)[number];

export function AgreementPage() {
  return (
    <Allowed to="create-agreement">
      <Loaded />
    </Allowed>
  );
}

function Loaded() {
  const { t } = useTranslation('staff-agreements');
  const { agreement: id = '' } = useParams({ strict: false });
  const { data: me } = useMe();
  const { data: agreement, error, refetch } = useAgreement(id);
  if (agreement && me) return <Editor key={agreement.id} agreement={agreement} me={me.id} />;
  if (!error) return <Skeleton lines={10} />;
  return (
    <ErrorState
      title={t('failedOne')}
      error={error}
      level={1}
      onRetry={() => void refetch()}
      action={
        <Link to="/staff/agreements" className={buttonClass()}>
          {t('seeAll')}
        </Link>
      }
    />
  );
}

/** One agreement: who signs, what is signed, what it is about, how far it is; beside it the one step that follows. */
function Editor({ agreement, me }: { agreement: Agreement; me: string }) {
  const { t } = useTranslation('staff-agreements');
  const [url, setUrl] = useUrlState();
  const tab = tabIds.find((one) => one === url.tab) ?? (agreement.frozen ? 'progress' : 'parties');
  const tabs: Tab<TabId>[] = [
    { id: 'parties', label: t('tab.parties'), count: signersOf(agreement).length },
    { id: 'document', label: t('tab.document'), count: agreement.latest },
    { id: 'facts', label: t('tab.facts') },
    { id: 'progress', label: t('tab.progress') },
  ];
  return (
    <>
      <PageHead
        title={inLanguage(agreement.title)}
        trail={<Link to="/staff/agreements">{t('title')}</Link>}
        marks={<AgreementTag state={agreement.state} />}
      />
      <div className="st-editor">
        <div className="grow">
          <Tabs<TabId>
            id="agreement"
            label={t('tab.all')}
            value={tab}
            onChange={(next) => setUrl({ tab: next })}
            tabs={tabs}
          />
          <div role="tabpanel" id={`agreement-panel-${tab}`} aria-labelledby={`agreement-tab-${tab}`}>
            {tab === 'parties' && <PartiesTab agreement={agreement} me={me} />}
            {tab === 'document' && <VersionsTab agreement={agreement} me={me} />}
            {tab === 'facts' && <FactsTab agreement={agreement} me={me} />}
            {tab === 'progress' && <ProgressTab agreement={agreement} />}
          </div>
        </div>
        <aside className="st-aside" aria-label={t('next.title')}>
          <NextStep agreement={agreement} />
        </aside>
      </div>
    </>
  );
}
