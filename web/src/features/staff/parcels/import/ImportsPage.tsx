import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Notice } from '@/components/Notice';
import { Tag, type TagTone } from '@/components/Tag';
import { useProblemText } from '@/lib/problem';
import { formatSize } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { Allowed } from '../../shared/NoPermission';
import { PageHead } from '../../shared/PageHead';
import { type RecordColumn, RecordList } from '../../shared/RecordList';
import { UploadButton } from '../../shared/UploadButton';
import { type ParcelImport, useImports, useStartImport } from './api';
import '../../shared/import.css';

const accept = '.geojson,.json,.zip,.kml,.kmz,.xlsx,.csv,.txt';

export function ImportsPage() {
  return (
    <Allowed to="create-parcel">
      <Imports />
    </Allowed>
  );
}

/** Files of parcels: a new one, and those before. */
function Imports() {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const text = useProblemText();
  const navigate = useNavigate();
  const start = useStartImport();
  const list = useImports();
  const begin = (file: string) =>
    start.mutate(file, {
      onSuccess: ({ id }) => void navigate({ to: '/staff/parcels/import/$import', params: { import: id } }),
    });
  return (
    <>
      <PageHead
        title={t('import.title')}
        trail={<Link to="/staff/parcels">{land('parcels')}</Link>}
        note={t('import.note')}
      />
      <section className="im-new" aria-labelledby="im-new">
        <h2 id="im-new">{t('import.new')}</h2>
        <p className="c2">{t('import.kinds')}</p>
        <UploadButton
          purpose="import"
          label={t('import.choose')}
          accept={accept}
          primary
          onDone={({ id }) => begin(id)}
        />
        {start.error && <Notice tone="bad">{text(start.error)}</Notice>}
        <p className="c3">{t('import.safe')}</p>
      </section>
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

const tones: Record<ParcelImport['state'], TagTone> = {
  reading: 'plain',
  preview: 'warn',
  writing: 'act',
  done: 'ok',
  failed: 'bad',
};

export function ImportState({ state }: Pick<ParcelImport, 'state'>) {
  const { t } = useTranslation('staff-land');
  return <Tag tone={tones[state]}>{t(`import.state.${state}`)}</Tag>;
}

function useColumns(): RecordColumn<ParcelImport>[] {
  const { t } = useTranslation('staff-land');
  return [
    {
      key: 'name',
      title: t('import.file'),
      cell: ({ id, name, size }) => (
        <>
          <Link to="/staff/parcels/import/$import" params={{ import: id }} className="st-title">
            {name}
          </Link>
          <span className="st-sub">{formatSize(size)}</span>
        </>
      ),
      phone: 'title',
    },
    { key: 'state', title: t('list.state'), cell: ({ state }) => <ImportState state={state} />, width: 120 },
    {
      key: 'rows',
      title: t('import.rows'),
      cell: ({ counts }) => t('import.counts', { rows: counts.rows, bad: counts.bad }),
      width: 200,
    },
    { key: 'at', title: t('import.at'), cell: ({ createdAt }) => formatMoment(createdAt), width: 200 },
  ];
}
