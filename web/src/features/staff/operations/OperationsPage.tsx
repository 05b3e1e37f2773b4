import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { Outdated } from '../shared/RecordList';
import { type Node, useNodes } from './api';
import { BusyRooms } from './BusyRooms';
import { Figures } from './Figures';
import { NodeList } from './NodeList';
import { Verdict } from './Verdict';
import './operations.css';

export function OperationsPage() {
  return (
    <Allowed to="list-nodes">
      <Operations />
    </Allowed>
  );
}

/** Whether all is well, what the servers carry, and moving people between them. */
function Operations() {
  const { t } = useTranslation('staff');
  const { data, error, refetch } = useNodes();
  const retry = () => void refetch();
  return (
    <>
      <PageHead title={t('operations.title')} note={t('operations.note')} />
      {error && data && <Outdated error={error} onRetry={retry} />}
      {data ? (
        <Installation nodes={data} />
      ) : error ? (
        <ErrorState title={t('operations.failed')} error={error} onRetry={retry} level={2} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}

function Installation({ nodes }: { nodes: Node[] }) {
  const { t } = useTranslation('staff');
  if (nodes.length === 0) return <Empty title={t('operations.none')}>{t('operations.noneText')}</Empty>;
  return (
    <>
      <Figures nodes={nodes} />
      <Verdict nodes={nodes} />
      <section className="st-list st-part">
        <h2>{t('operations.servers')}</h2>
        <NodeList nodes={nodes} />
      </section>
      <section className="st-list st-part">
        <h2>{t('operations.rooms')}</h2>
        <BusyRooms nodes={nodes} />
      </section>
    </>
  );
}
