import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { formatNumber, inLanguage } from '@/lib/text';
import { type RecordColumn, Records } from '../shared/RecordList';
import type { Node } from './api';
import { type Busy, busiest, formatBytes } from './figures';

const shown = 20;

/** Where people are; each room leads to its host console. */
export function BusyRooms({ nodes }: { nodes: Node[] }) {
  const { t } = useTranslation('staff');
  const rooms = busiest(nodes).slice(0, shown);
  const columns: RecordColumn<Busy>[] = [
    {
      key: 'room',
      title: t('operations.room'),
      phone: 'title',
      cell: ({ id, session, event }) => (
        <>
          <Link to="/rooms/$room/host" params={{ room: id }} className="st-title">
            {inLanguage(session) || id}
          </Link>
          {event && <span className="st-sub">{inLanguage(event)}</span>}
        </>
      ),
    },
    {
      key: 'people',
      title: t('operations.people'),
      figure: true,
      width: 120,
      cell: (room) => formatNumber(room.people),
    },
    {
      key: 'connections',
      title: t('operations.connectionsHead'),
      figure: true,
      width: 120,
      cell: (room) => formatNumber(room.connections),
    },
    {
      key: 'queue',
      title: t('operations.queueHead'),
      figure: true,
      width: 140,
      cell: (room) => formatBytes(room.queueBytes),
    },
    {
      key: 'servers',
      title: t('operations.onServers'),
      width: 260,
      cell: (room) => room.nodes.join(t('form.listComma')),
    },
  ];
  if (rooms.length === 0) return <Empty title={t('operations.noRooms')}>{t('operations.noRoomsText')}</Empty>;
  return <Records label={t('operations.rooms')} items={rooms} columns={columns} />;
}
