import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import type { Schema } from '@/lib/api';
import { deckOf, type SlideDeck } from '@/lib/room/slides';
import { ProblemText } from '../shared/ProblemText';
import { usePreview } from './api';
import { Page, pagesUpTo } from './Page';

/** The paper that a text becomes, drawn again a moment after it was changed. */
export function Preview({ draft }: { draft: Schema<'AgreementPreview'> | undefined }) {
  const { t } = useTranslation('staff-agreements');
  const { data, error, isPending, isFetching } = usePreview(draft);
  const [paper, setPaper] = useState<{ deck: SlideDeck; pages: number }>();
  const open = useRef<SlideDeck>(undefined);
  useEffect(() => {
    if (!data) return;
    let gone = false;
    void deckOf(data.slice()).then(async (deck) => {
      const pages = (await deck.document).numPages;
      if (gone) return deck.close();
      open.current?.close();
      open.current = deck;
      setPaper({ deck, pages });
    });
    return () => {
      gone = true;
    };
  }, [data]);
  useEffect(() => () => open.current?.close(), []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keyboard
    <section className="ag-preview" aria-label={t('write.preview')} aria-busy={isFetching} tabIndex={0}>
      {error && draft ? (
        <Notice tone="warn">
          <ProblemText error={error} />
        </Notice>
      ) : null}
      {!draft && <p className="st-none">{t('write.empty')}</p>}
      {draft && isPending && <Skeleton lines={12} />}
      {draft &&
        paper &&
        pagesUpTo(Math.min(paper.pages, 40)).map((page) => (
          <Page key={page} deck={paper.deck} page={page} label={t('page', { page, pages: paper.pages })} />
        ))}
    </section>
  );
}
