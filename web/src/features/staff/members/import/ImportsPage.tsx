import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Skeleton } from '@/components/Skeleton';
import { Tag, type TagTone } from '@/components/Tag';
import { formatSize } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { Allowed } from '../../shared/NoPermission';
import { PageHead } from '../../shared/PageHead';
import { type RecordColumn, RecordList } from '../../shared/RecordList';
import '../../shared/import.css';
import { useUrlState } from '../../shared/useUrlState';
import { type Chamber, ChamberPicker, useChambers } from '../chambers';
import '../members.css';
import { type MemberImport, useImports } from './api';
import { NewImport } from './NewImport';

export function ImportsPage() {
  return (
    <Allowed to="create-member">
      <Chosen />
    </Allowed>
  );
}

function Chosen() {
  const [url, setUrl] = useUrlState();
  const own = useChambers().chambers?.filter((chamber) => chamber.own);
  const chamber = own?.find(({ id }) => id === url.chamber) ?? own?.[0];
  if (!chamber || !own) return <Skeleton lines={8} />;
  return <Imports key={chamber.id} chamber={chamber} chambers={own} onPick={(id) => setUrl({ chamber: id })} />;
}

interface ImportsProps {
  chamber: Chamber;
  chambers: readonly Chamber[];
  onPick: (id: string) => void;
}

/** Lists of members: a new one, and those before. */
function Imports({ chamber, chambers, onPick }: ImportsProps) {
  const { t } = useTranslation('staff-members');
  const list = useImports(chamber.id);
  return (
    <>
      <PageHead
        title={t('import.title')}
        trail={
          <Link to="/staff/members" search={{ chamber: chamber.id } as never}>
            {t('title')}
          </Link>
        }
        note={t('import.note', { chamber: chamber.name })}
        actions={<ChamberPicker chambers={chambers} value={chamber.id} onPick={onPick} />}
      />
      <NewImport chamber={chamber.id} />
      <h2 className="im-head">{t('import.earlier')}</h2>
      <RecordList
        label={t('import.earlier')}
        list={list}
        columns={useColumns()}
        failed={t('import.failed')}
        empty={<Empty title={t('import.none')}>{t('import.noneText')}</Empty>}
      />
    </>
  );
}

const tones: Record<MemberImport['state'], TagTone> = {
  reading: 'plain',
  preview: 'warn',
  writing: 'act',
  done: 'ok',
  failed: 'bad',
};

export function ImportState({ state }: Pick<MemberImport, 'state'>) {
  const { t } = useTranslation('staff-members');
  return <Tag tone={tones[state]}>{t(`import.state.${state}`)}</Tag>;
}

function useColumns(): RecordColumn<MemberImport>[] {
  const { t } = useTranslation('staff-members');
  return [
    {
      key: 'name',
      title: t('import.file'),
      cell: ({ id, name, size }) => (
        <>
          <Link to="/staff/members/import/$import" params={{ import: id }} className="st-title">
            {name}
          </Link>
          <span className="st-sub">{formatSize(size)}</span>
        </>
      ),
      phone: 'title',
    },
    { key: 'state', title: t('import.stateHead'), cell: ({ state }) => <ImportState state={state} />, width: 120 },
    {
      key: 'rows',
      title: t('import.rows'),
      cell: ({ counts: { rows, bad } }) => (rows > 0 ? t('import.counts', { rows, bad }) : '–'),
      width: 200,
    },
    { key: 'at', title: t('import.at'), cell: ({ createdAt }) => formatMoment(createdAt), width: 200 },
  ];
}
