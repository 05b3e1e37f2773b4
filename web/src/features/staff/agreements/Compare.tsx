import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { SelectInput } from '../shared/SelectInput';
import { changed, compareTexts, type Piece } from './compare';
import type { Agreement, Version } from './model';
import { Page } from './Page';
import { type Paper, usePaper } from './paper';

/** Two versions beside each other, page by page, with the words that were changed below each page. */
export function Compare({ agreement, versions }: { agreement: Agreement; versions: readonly Version[] }) {
  const { t } = useTranslation('staff-agreements');
  const numbers = versions.map(({ number }) => number);
  const [left, setLeft] = useState(numbers[1] ?? 1);
  const [right, setRight] = useState(numbers[0] ?? 1);
  const version = (number: number) => versions.find((one) => one.number === number);
  const before = usePaper(agreement, version(left));
  const after = usePaper(agreement, version(right));
  const options = numbers.map((value) => ({ value, label: t('versions.number', { number: value }) }));
  return (
    <section className="st-section" aria-label={t('compare.title')}>
      <div className="st-form two">
        <Field id="f-left" label={t('compare.before')}>
          <SelectInput value={left} onChange={setLeft} options={options} />
        </Field>
        <Field id="f-right" label={t('compare.after')}>
          <SelectInput value={right} onChange={setRight} options={options} />
        </Field>
      </div>
      {(before.error || after.error) && <Notice tone="bad">{t('versions.unread')}</Notice>}
      {before.data && after.data ? (
        <Pages before={before.data} after={after.data} />
      ) : (
        !before.error && !after.error && <Skeleton lines={12} />
      )}
    </section>
  );
}

function Pages({ before, after }: { before: Paper; after: Paper }) {
  const { t } = useTranslation('staff-agreements');
  const [all, showAll] = useState(false);
  const compared = useQuery({
    queryKey: ['compared', before.key, after.key],
    queryFn: () => compare(before, after),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!compared.data)
    return compared.error ? <Notice tone="bad">{t('versions.unread')}</Notice> : <Skeleton lines={4} />;
  const differing = compared.data.filter(({ pieces }) => changed(pieces));
  const shown = all ? compared.data : differing;
  return (
    <>
      <div className="ag-result" role="status">
        <Notice tone={differing.length > 0 ? 'warn' : 'ok'}>
          {differing.length > 0
            ? t('compare.changed', { pages: differing.map(({ page }) => page).join(t('comma')) })
            : t('compare.same')}
        </Notice>
        <label>
          <input type="checkbox" checked={all} onChange={(event) => showAll(event.target.checked)} /> {t('compare.all')}
        </label>
      </div>
      {shown.map(({ page, pieces }) => (
        <article key={page} className="ag-pair" aria-label={t('compare.page', { page })}>
          <h3>{t('compare.page', { page })}</h3>
          <div className="ag-two">
            {page <= before.pages ? (
              <Page deck={before.deck} page={page} label={t('compare.before')} />
            ) : (
              <p className="st-none">{t('compare.absent')}</p>
            )}
            {page <= after.pages ? (
              <Page deck={after.deck} page={page} label={t('compare.after')} />
            ) : (
              <p className="st-none">{t('compare.absent')}</p>
            )}
          </div>
          {changed(pieces) && <Changes pieces={pieces} />}
        </article>
      ))}
    </>
  );
}

/** What was taken out and put in, with a few words around it. */
function Changes({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <p className="ag-changes">
      {pieces.map(({ kind, text }, at) => {
        const key = `${at}-${kind}`;
        if (kind === 'added') return <ins key={key}>{text}</ins>;
        if (kind === 'removed') return <del key={key}>{text}</del>;
        return <span key={key}>{shortened(text, at > 0, at < pieces.length - 1)}</span>;
      })}
    </p>
  );
}

const around = 18;

function shortened(text: string, hasBefore: boolean, hasAfter: boolean): string {
  const runes = Array.from(text);
  if (runes.length <= 2 * around) return text;
  const head = hasBefore ? runes.slice(0, around).join('') : '';
  const tail = hasAfter ? runes.slice(-around).join('') : '';
  return `${head}…${tail}`;
}

interface ComparedPage {
  page: number;
  pieces: Piece[];
}

async function compare(before: Paper, after: Paper): Promise<ComparedPage[]> {
  const pages: ComparedPage[] = [];
  for (let page = 1; page <= Math.max(before.pages, after.pages); page += 1) {
    const [left, right] = await Promise.all([
      page <= before.pages ? before.deck.text(page) : '',
      page <= after.pages ? after.deck.text(page) : '',
    ]);
    pages.push({ page, pieces: compareTexts(left, right) });
  }
  return pages;
}
