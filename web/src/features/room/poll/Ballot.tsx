import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { useProblemText } from '@/lib/problem';
import type { Poll } from '@/lib/room/types';
import { useCan, useRoomView } from '../session';
import { phaseOf } from '../views';
import styles from './poll.module.css';
import { useMyPoll, useVote } from './usePolls';

/** Where one votes, and votes otherwise until the poll closes. What was picked stays, whatever goes wrong. */
export function Ballot({ poll }: { poll: Poll }) {
  const { t } = useTranslation('room');
  const problem = useProblemText();
  const mine = useMyPoll(poll.poll)?.choices ?? [];
  const may = useCan('vote');
  const open = useRoomView(phaseOf) === 'open';
  const [edit, setEdit] = useState<number[]>();
  const vote = useVote(poll);
  const picked = edit ?? mine;
  const voted = mine.length > 0;
  const same = picked.length === mine.length && picked.every((number, i) => number === mine[i]);
  const ready = picked.length >= poll.min && picked.length <= poll.max && !same;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !vote.isPending) vote.mutate(picked, { onSuccess: () => setEdit(undefined) });
  };
  return (
    <form className={styles.ballot} onSubmit={submit}>
      <fieldset disabled={!may}>
        <legend className="sr">{poll.question}</legend>
        <p className={styles.how}>{t(`poll.how.${poll.kind}`, { min: poll.min, max: poll.max })}</p>
        <Options poll={poll} picked={picked} onPick={setEdit} />
      </fieldset>
      {vote.error && (
        <p className={styles.bad} role="alert">
          {problem(vote.error)}
        </p>
      )}
      <div className={styles.cast}>
        <Button type="submit" variant="primary" disabled={!ready || !may} busy={vote.isPending}>
          {t(voted ? 'poll.change' : 'poll.cast')}
        </Button>
        <p className={styles.state} role="status">
          {!open
            ? t('poll.offline')
            : voted && same
              ? t('poll.voted')
              : voted
                ? t('poll.notYet')
                : t('poll.changeable')}
        </p>
      </div>
    </form>
  );
}

interface OptionsProps {
  poll: Poll;
  picked: number[];
  onPick: (picked: number[]) => void;
}

/** Ranked options are pressed in order; a second press takes one out again. */
function Options({ poll, picked, onPick }: OptionsProps) {
  const { t } = useTranslation('room');
  const several = poll.kind === 'multiple' || poll.kind === 'ranking';
  const pick = (number: number) => {
    if (!several) return onPick([number]);
    const rest = picked.filter((each) => each !== number);
    const next = rest.length < picked.length ? rest : [...picked, number];
    onPick(poll.kind === 'ranking' ? next : next.sort((a, b) => a - b));
  };
  return (
    <div className={poll.kind === 'rating' ? styles.rating : styles.options}>
      {poll.options.map((option, i) => {
        const number = i + 1;
        const place = picked.indexOf(number);
        const on = place >= 0;
        const full = several && !on && picked.length >= poll.max;
        return (
          <label key={option} className={styles.option} data-on={on || undefined} data-full={full || undefined}>
            <input
              type={several ? 'checkbox' : 'radio'}
              name={`poll-${poll.poll}`}
              checked={on}
              disabled={full}
              onChange={() => pick(number)}
            />
            {poll.kind === 'ranking' && (
              <b aria-hidden="true" className={styles.place}>
                {on ? place + 1 : ''}
              </b>
            )}
            <span>{option}</span>
            {poll.kind === 'ranking' && on && <span className="sr">{t('poll.myRank', { rank: place + 1 })}</span>}
          </label>
        );
      })}
    </div>
  );
}
