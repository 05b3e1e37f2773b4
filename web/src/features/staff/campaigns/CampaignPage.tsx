import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useUrlState } from '../shared/useUrlState';
import { type Campaign, useCampaign } from './api';
import { State } from './CampaignsPage';
import { Figures } from './Figures';
import { Links } from './Links';
import { OfferDialog } from './OfferDialog';
import { Recipients } from './Recipients';
import { Texts } from './Texts';

export function CampaignPage() {
  return (
    <Allowed to="list-campaigns">
      <Loader />
    </Allowed>
  );
}

function Loader() {
  const { t } = useTranslation('staff-campaigns');
  const { campaign: id } = useParams({ from: '/staff/campaigns/$campaign' });
  const { data, error, refetch } = useCampaign(id);
  if (data) return <Loaded campaign={data} />;
  if (error) return <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} level={1} />;
  return <Skeleton lines={8} />;
}

const tabs = ['recipients', 'texts', 'links'] as const;

function Loaded({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('staff-campaigns');
  const [url, setUrl] = useUrlState();
  const [changing, setChanging] = useState(false);
  const { can, event, chamber, deadline, quota } = campaign;
  const chamberly = can.includes('list-invitations');
  const tab = tabs.find((one) => one === url.tab) ?? 'recipients';
  return (
    <>
      <PageHead
        title={inLanguage(event.title)}
        trail={<Link to="/staff/campaigns">{t('title')}</Link>}
        marks={
          <>
            <State campaign={campaign} />
            {event.illustrative && <Example />}
          </>
        }
        note={t(quota ? 'given' : 'givenAll', {
          chamber: inLanguage(chamber.name),
          quota,
          until: formatMoment(deadline),
        })}
        actions={can.includes('update-campaign') && <Button onClick={() => setChanging(true)}>{t('change')}</Button>}
      />
      <Figures campaign={campaign} />
      {chamberly ? (
        <>
          <Tabs<(typeof tabs)[number]>
            id="campaign"
            label={t('title')}
            tabs={tabs.map((id) => ({ id, label: t(`tab.${id}`) }))}
            value={tab}
            onChange={(next) => setUrl({ tab: next, status: undefined })}
          />
          <div role="tabpanel" id={`campaign-panel-${tab}`} aria-labelledby={`campaign-tab-${tab}`}>
            {tab === 'recipients' && <Recipients campaign={campaign} />}
            {tab === 'texts' && <Texts key={campaign.version} campaign={campaign} />}
            {tab === 'links' && <Links campaign={campaign} />}
          </div>
        </>
      ) : (
        <p className="c3">{t('bureauSees')}</p>
      )}
      {changing && <OfferDialog campaign={campaign} onClose={() => setChanging(false)} />}
    </>
  );
}
