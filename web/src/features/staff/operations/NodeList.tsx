import { useTranslation } from 'react-i18next';
import { Tag, type TagTone } from '@/components/Tag';
import { useNow } from '@/lib/now';
import { formatNumber } from '@/lib/text';
import { type RecordColumn, Records } from '../shared/RecordList';
import type { Node } from './api';
import { linesOf } from './Figures';
import { formatBytes, formatMs, type NodeState, stateOf, uptimeOf } from './figures';
import { NodeActions } from './NodeActions';

/** The servers, each with what it carries and what can be done with it. */
export function NodeList({ nodes }: { nodes: Node[] }) {
  const { t } = useTranslation('staff');
  return <Records label={t('operations.servers')} items={nodes} columns={useColumns(nodes)} />;
}

function useColumns(nodes: Node[]): RecordColumn<Node>[] {
  const { t } = useTranslation('staff');
  return [
    { key: 'server', title: t('operations.server'), phone: 'title', cell: (node) => <Name node={node} /> },
    { key: 'state', title: t('operations.state'), width: 120, cell: (node) => <StateTags node={node} /> },
    {
      key: 'people',
      title: t('operations.people'),
      figure: true,
      cell: ({ people, connections }) => (
        <Pair
          first={formatNumber(people)}
          second={t('operations.connections', { count: connections, number: formatNumber(connections) })}
        />
      ),
    },
    { key: 'rooms', title: t('operations.roomsOpen'), figure: true, cell: ({ roomCount }) => formatNumber(roomCount) },
    {
      key: 'slow',
      title: t('operations.slowShort'),
      figure: true,
      cell: ({ slowClients, queueBytes }) => (
        <Pair first={formatNumber(slowClients)} second={t('operations.queued', { size: formatBytes(queueBytes) })} />
      ),
    },
    {
      key: 'lag',
      title: t('operations.lag'),
      figure: true,
      cell: ({ busLag }) => <Spread {...busLag} />,
    },
    {
      key: 'commit',
      title: t('operations.commit'),
      figure: true,
      cell: ({ commits }) =>
        commits.count ? (
          <Pair first={formatMs(commits.p99)} second={t('operations.lines', linesOf(commits.meanLines))} />
        ) : (
          '–'
        ),
    },
    {
      key: 'memory',
      title: t('operations.memory'),
      figure: true,
      cell: ({ rssBytes, heapBytes }) => (
        <Pair
          first={formatBytes(rssBytes || heapBytes)}
          second={t('operations.heap', { size: formatBytes(heapBytes) })}
        />
      ),
    },
    {
      key: 'actions',
      title: t('operations.actions'),
      width: 200,
      phone: 'foot',
      cell: (node) => <NodeActions node={node} nodes={nodes} />,
    },
  ];
}

function Name({ node }: { node: Node }) {
  const { t } = useTranslation('staff');
  const { count, unit } = uptimeOf(node.startedAt, useNow(60_000));
  return (
    <>
      <span className="st-title">{node.id}</span>
      {node.here && <span className="st-here">{t('operations.here')}</span>}
      <span className="st-sub">{count === 0 ? t('operations.up.now') : t(`operations.up.${unit}`, { count })}</span>
      <span className="st-sub code">{node.version}</span>
    </>
  );
}

const tones: Record<NodeState, TagTone> = { serving: 'ok', resting: 'warn', stopping: 'warn' };

function StateTags({ node }: { node: Node }) {
  const { t } = useTranslation('staff');
  const state = stateOf(node);
  return (
    <span className="st-states">
      <Tag tone={tones[state]}>{t(`operations.states.${state}`)}</Tag>
      {!node.busHealthy && <Tag tone="bad">{t('operations.states.busAway')}</Tag>}
    </span>
  );
}

function Spread({ count, p50, p99 }: { count: number; p50: number; p99: number }) {
  const { t } = useTranslation('staff');
  if (count === 0) return '–';
  return <Pair first={formatMs(p99)} second={t('operations.half', { time: formatMs(p50) })} />;
}

function Pair({ first, second }: { first: string; second: string }) {
  return (
    <>
      {first}
      <span className="st-sub">{second}</span>
    </>
  );
}
