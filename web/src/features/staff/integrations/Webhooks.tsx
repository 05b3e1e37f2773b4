import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Tag } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { useWebhooks, type Webhook } from './api';
import { useNames } from './words';
import './integrations.css';

export function Webhooks() {
  const { t } = useTranslation('staff-integrations');
  return (
    <RecordList
      label={t('webhooks.title')}
      list={useWebhooks()}
      columns={useColumns()}
      failed={t('webhooks.failed')}
      empty={<Empty title={t('webhooks.empty')}>{t('webhooks.emptyText')}</Empty>}
    />
  );
}

function useColumns(): RecordColumn<Webhook>[] {
  const { t } = useTranslation('staff-integrations');
  const { kind } = useNames();
  return [
    {
      key: 'name',
      title: t('webhooks.name'),
      phone: 'title',
      cell: ({ id, name, url }) => (
        <>
          <Link to="/staff/integrations/$webhook" params={{ webhook: id }}>
            {name}
          </Link>
          <span className="st-sub in-url">{url}</span>
        </>
      ),
    },
    { key: 'bureau', title: t('bureau'), width: 200, cell: ({ organisation }) => inLanguage(organisation.name) },
    {
      key: 'kinds',
      title: t('webhooks.kinds'),
      width: 260,
      cell: ({ kinds }) => kinds.map(kind).join(t('comma')),
    },
    { key: 'state', title: t('state'), width: 200, cell: (webhook) => <WebhookState webhook={webhook} /> },
  ];
}

/** Whether it works, and if not, why; never by colour alone. */
export function WebhookState({ webhook: { active, stopped, failingSince } }: { webhook: Webhook }) {
  const { t } = useTranslation('staff-integrations');
  if (stopped) return <Tag tone="bad">{t(`stopped.${stopped}`)}</Tag>;
  if (!active) return <Tag>{t('off')}</Tag>;
  if (failingSince) return <Tag tone="warn">{t('failingSince', { at: formatMoment(failingSince) })}</Tag>;
  return <Tag tone="ok">{t('on')}</Tag>;
}
