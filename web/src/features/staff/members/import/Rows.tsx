import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { ActionButton } from '../../shared/ActionButton';
import { Choices } from '../../shared/Filters';
import { ProblemText } from '../../shared/ProblemText';
import { Outdated } from '../../shared/RecordList';
import { SelectInput } from '../../shared/SelectInput';
import { decidable, type MemberImport, type RowFilter, useChooseRows, useImportRows, type Verdict } from './api';
import { useFindingWords } from './findings';
import { Row } from './Row';

const verdicts: readonly Verdict[] = ['good', 'doubted', 'bad'];

/** Every row with its verdict; those that are wrong are put right in place. */
export function Rows({ now }: { now: MemberImport }) {
  const { t } = useTranslation('staff-members');
  const words = useFindingWords();
  const [filter, only] = useState<RowFilter>({});
  const [open, setOpen] = useState<number>();
  const list = useImportRows(now.id, now.version, filter);
  const { items = [], error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  const findings = Object.entries(now.counts.findings ?? {});
  const editable = now.state === 'preview';
  return (
    <section className="im-rows" aria-labelledby="im-rows">
      <div className="st-section-head">
        <h2 id="im-rows">{t('rows.title')}</h2>
        <Choices
          label={t('rows.filter')}
          all={t('rows.all', { count: now.counts.rows })}
          options={verdicts.map((value) => ({ value, label: t(`rows.of.${value}`, { count: now.counts[value] }) }))}
          value={filter.verdict}
          onChange={(verdict) => only({ ...filter, verdict })}
        />
        {findings.length > 0 && (
          <SelectInput<string>
            className="mb-finding"
            aria-label={t('rows.byFinding')}
            placeholder={t('rows.byFinding')}
            allowClear
            value={filter.finding}
            onChange={(finding) => only({ ...filter, finding })}
            options={findings.map(([code, count]) => ({ value: code, label: `${words.short(code)} (${count})` }))}
          />
        )}
      </div>
      {editable && filter.finding && decidable.includes(filter.finding) && <All now={now} filter={filter} />}
      {error && !list.data && (
        <ErrorState title={t('rows.failed')} error={error} level={3} onRetry={() => void refetch()} />
      )}
      {list.isRefetchError && <Outdated error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={6} />}
      {list.data && items.length === 0 && <Empty title={t('rows.none')} />}
      <ol className={list.isPlaceholderData ? 'stale' : undefined}>
        {items.map((row) => (
          <li key={row.n}>
            <Row
              of={now.id}
              row={row}
              editable={editable}
              open={open === row.n}
              onOpen={(wanted) => setOpen(wanted ? row.n : undefined)}
            />
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <p className="st-more">
          <ActionButton busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('rows.more')}
          </ActionButton>
        </p>
      )}
    </section>
  );
}

/** One word for all rows that are the same as others. */
function All({ now, filter }: { now: MemberImport; filter: RowFilter }) {
  const { t } = useTranslation('staff-members');
  const choose = useChooseRows(now.id);
  return (
    <div className="mb-all">
      <p>{t('choice.all')}</p>
      {(['take', 'skip', ''] as const).map((choice) => (
        <ActionButton
          key={choice}
          size="small"
          busy={choose.isPending}
          onClick={() => choose.mutate({ ...filter, choice })}
        >
          {t(`choice.${choice || 'none'}`)}
        </ActionButton>
      ))}
      {choose.error && <ProblemText error={choose.error} />}
    </div>
  );
}
