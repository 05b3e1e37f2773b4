import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Tag } from '@/components/Tag';
import { useMay } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { type Campaign, useCampaigns } from './api';
import { OfferDialog } from './OfferDialog';

export function CampaignsPage() {
  return (
    <Allowed to="list-campaigns">
      <Campaigns />
    </Allowed>
  );
}

/** 邀请: what chambers were given, and what they made of it. */
function Campaigns() {
  const { t } = useTranslation('staff-campaigns');
  const list = useCampaigns({});
  const mayInvite = useMay('create-campaign');
  const [inviting, setInviting] = useState(false);
  const invite = mayInvite && (
    <Button type="primary" onClick={() => setInviting(true)}>
      {t('invite')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title')} note={t(mayInvite ? 'noteBureau' : 'noteChamber')} actions={invite} />
      <RecordList
        label={t('title')}
        list={list}
        columns={useColumns()}
        failed={t('failed')}
        empty={<Empty title={t('empty')}>{t(mayInvite ? 'emptyBureau' : 'emptyChamber')}</Empty>}
      />
      {inviting && <OfferDialog onClose={() => setInviting(false)} />}
    </>
  );
}

function useColumns(): RecordColumn<Campaign>[] {
  const { t } = useTranslation('staff-campaigns');
  const sum = ({ counts }: Campaign, ...of: string[]) => of.reduce((all, one) => all + (counts[one] ?? 0), 0);
  const sent = (c: Campaign) => sum(c, 'sent', 'opened', 'accepted', 'waiting', 'declined', 'colleague');
  return [
    {
      key: 'event',
      title: t('event'),
      phone: 'title',
      cell: ({ id, event, chamber }) => (
        <>
          <Link to="/staff/campaigns/$campaign" params={{ campaign: id }}>
            {inLanguage(event.title)}
          </Link>
          <span className="st-sub">{inLanguage(chamber.name)}</span>
        </>
      ),
    },
    { key: 'deadline', title: t('deadline'), width: 190, cell: ({ deadline }) => formatMoment(deadline) },
    { key: 'sent', title: t('sent'), width: 90, figure: true, cell: sent },
    {
      key: 'taken',
      title: t('taken'),
      width: 130,
      figure: true,
      cell: ({ taken, quota }) => (quota ? `${taken} / ${quota}` : taken),
    },
    { key: 'status', title: t('state'), width: 110, cell: (campaign) => <State campaign={campaign} /> },
  ];
}

export function State({ campaign: { status, deadline } }: { campaign: Campaign }) {
  const { t } = useTranslation('staff-campaigns');
  if (status === 'withdrawn') return <Tag>{t('withdrawn')}</Tag>;
  return Date.parse(deadline) > Date.now() ? <Tag tone="ok">{t('running')}</Tag> : <Tag>{t('ended')}</Tag>;
}
