import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { Tag, type TagTone } from '@/components/Tag';
import { useProblemText } from '@/lib/problem';
import type { Agreement } from '@/lib/room/types';
import { inLanguage } from '@/lib/text';
import { hasConfirmed, isOpen } from '../../room/ceremony/agreement';
import { useCan, useRoomSession, useRoomView } from '../../room/session';
import { roomStateOf, stageOf } from '../../room/views';
import { setStage } from '../api';
import styles from './ceremony.module.css';
import { Pages } from './Pages';
import { PartyRow } from './PartyRow';
import { documentOf } from './stage';

const known = [
  'draft',
  'proposed',
  'frozen',
  'confirmed',
  'sealing',
  'released',
  'withdrawn',
  'expired',
  'voided',
] as const;
type Known = (typeof known)[number];

const tones: Partial<Record<Known, TagTone>> = {
  confirmed: 'act',
  sealing: 'act',
  released: 'ok',
  withdrawn: 'warn',
  expired: 'warn',
  voided: 'warn',
};

/** One agreement: who has confirmed, what is on stage of it, and which pages the audience may read. */
export function AgreementCard({ agreement: a }: { agreement: Agreement }) {
  const { t, i18n } = useTranslation('host-ceremony');
  const { id: room } = useRoomSession();
  const problem = useProblemText();
  const on = documentOf(useRoomView(stageOf));
  const ended = useRoomView(roomStateOf) === 'ended';
  const may = useCan('set-stage') && !ended && a.digest !== undefined;
  const state = known.find((each) => each === a.state) ?? 'draft';
  const left = a.parties.filter((party) => !hasConfirmed(party)).map(({ role }) => role);
  const count = { said: a.parties.length - left.length, all: a.parties.length, who: left.join('、') };
  const page = on?.agreement === a.agreement ? on.page : undefined;
  const pages = a.pages ?? 0;
  const show = useMutation({
    mutationFn: (next: number | undefined) =>
      setStage(
        room,
        next ? { kind: 'document', data: { agreement: a.agreement, page: next } } : { kind: 'blank', data: {} },
      ),
  });
  const title = inLanguage(a.title, i18n.language);
  return (
    <section className={styles.card} aria-label={title}>
      <h2>
        <span className={styles.name}>{title}</span>
        <Tag tone={tones[state] ?? 'plain'}>{t(`state.${state}`)}</Tag>
      </h2>
      <p className={styles.say}>{t(state === 'frozen' && count.said === 0 ? 'say.none' : `say.${state}`, count)}</p>
      <ul className={styles.rows}>
        {a.parties.map((party) => (
          <PartyRow key={party.id} party={party} />
        ))}
      </ul>
      {a.digest === undefined && <p className={styles.note}>{t('stage.notYet')}</p>}
      {may && (
        <div className={styles.turn}>
          {page === undefined ? (
            <Button size="s" variant="primary" busy={show.isPending} onClick={() => show.mutate(1)}>
              {t('stage.show')}
            </Button>
          ) : (
            <>
              {([-1, 1] as const).map((by) => (
                <Button
                  key={by}
                  size="s"
                  icon
                  aria-label={t(by < 0 ? 'stage.back' : 'stage.next')}
                  disabled={page + by < 1 || page + by > pages}
                  onClick={() => show.mutate(page + by)}
                >
                  <Icon name={by < 0 ? 'left' : 'right'} size="s" />
                </Button>
              ))}
              <span role="status">{t('stage.on', { page, pages })}</span>
              <Button size="s" onClick={() => show.mutate(undefined)}>
                {t('stage.off')}
              </Button>
            </>
          )}
        </div>
      )}
      {page !== undefined && !ended && (
        <p className={styles.seen} data-open={isOpen(a, page) || undefined}>
          <Icon name={isOpen(a, page) ? 'eye' : 'hide'} size="s" />
          {t(isOpen(a, page) ? 'stage.seen' : 'stage.unseen')}
        </p>
      )}
      {show.error && <Notice tone="bad">{problem(show.error)}</Notice>}
      {a.digest !== undefined && <Pages agreement={a} onStage={page} may={may} onShow={(next) => show.mutate(next)} />}
    </section>
  );
}
