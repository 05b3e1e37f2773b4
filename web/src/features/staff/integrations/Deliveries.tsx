import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Tag, type TagTone } from '@/components/Tag';
import { formatMoment } from '@/lib/time';
import { Choices, FilterBar } from '../shared/Filters';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { useUrlState } from '../shared/useUrlState';
import { type Attempt, type Delivery, type DeliveryState, deliveryStates, useDeliveries, type Webhook } from './api';
import { DeliveryDrawer } from './DeliveryDrawer';
import { useNames } from './words';

const tones: Record<DeliveryState, TagTone> = { waiting: 'warn', delivered: 'ok', failed: 'bad' };

export function DeliveryTag({ state }: { state: DeliveryState }) {
  const { t } = useTranslation('staff-integrations');
  return <Tag tone={tones[state]}>{t(`deliveries.state.${state}`)}</Tag>;
}

/** What came of an attempt, in words. */
export function useOutcome(): (attempt: Attempt | undefined) => string {
  const { t } = useTranslation('staff-integrations');
  return (attempt) => {
    if (!attempt) return t('deliveries.none');
    if (attempt.trouble) return t(`trouble.${attempt.trouble}`);
    return t('deliveries.answered', { status: attempt.status, took: attempt.took });
  };
}

/** Every message of the last month, and what came of it. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('staff-integrations');
  const [url, setUrl] = useUrlState();
  const [open, setOpen] = useState<string>();
  const state = deliveryStates.find((one) => one === url.state);
  const list = useDeliveries(webhook.id, state);
  const under = list.items?.some((delivery) => delivery.state === 'waiting') ?? false;
  const { refetch } = list;
  useEffect(() => {
    if (!under) return;
    const timer = setInterval(() => void refetch(), 3000); // until what is on its way has come somewhere
    return () => clearInterval(timer);
  }, [under, refetch]);
  const shown = list.items?.find(({ id }) => id === open);
  return (
    <>
      <FilterBar label={t('deliveries.title')}>
        <Choices<DeliveryState>
          label={t('deliveries.filter')}
          all={t('deliveries.all')}
          options={deliveryStates.map((value) => ({ value, label: t(`deliveries.state.${value}`) }))}
          value={state}
          onChange={(next) => setUrl({ state: next })}
        />
      </FilterBar>
      <RecordList
        label={t('deliveries.title')}
        list={list}
        columns={useColumns(setOpen)}
        failed={t('deliveries.failed')}
        empty={<Empty title={t('deliveries.empty')}>{t('deliveries.emptyText')}</Empty>}
      />
      {shown && <DeliveryDrawer webhook={webhook} delivery={shown} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function useColumns(onOpen: (id: string) => void): RecordColumn<Delivery>[] {
  const { t } = useTranslation('staff-integrations');
  const { kind } = useNames();
  const outcome = useOutcome();
  return [
    {
      key: 'kind',
      title: t('deliveries.kind'),
      phone: 'title',
      cell: (delivery) => (
        <button type="button" className="st-title" onClick={() => onOpen(delivery.id)}>
          {kind(delivery.kind)}
        </button>
      ),
    },
    { key: 'at', title: t('deliveries.at'), width: 200, cell: ({ createdAt }) => formatMoment(createdAt) },
    { key: 'state', title: t('state'), width: 120, cell: ({ state }) => <DeliveryTag state={state} /> },
    { key: 'last', title: t('deliveries.last'), width: 240, cell: ({ attempts }) => outcome(attempts.at(-1)) },
    { key: 'tries', title: t('deliveries.tries'), width: 90, figure: true, cell: ({ attempts }) => attempts.length },
  ];
}
