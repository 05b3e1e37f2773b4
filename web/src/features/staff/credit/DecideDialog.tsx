import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Field } from '@/components/Field';
import { Skeleton } from '@/components/Skeleton';
import { useDraft } from '@/lib/draft';
import { inLanguage } from '@/lib/text';
import { formatDate } from '@/lib/time';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { TextBox, TextInput } from '../shared/controls';
import { type Attribution, useDecide, useRivals } from './api';

interface Props {
  claim: Attribution;
  onClose: () => void;
}

interface Draft {
  /** Percent by chamber, as typed. */
  parts: Record<string, string>;
  reason: string;
}

/** Divides the credit for an investor among the chambers that brought it. */
export function DecideDialog({ claim, onClose }: Props) {
  const { t } = useTranslation('staff-credit');
  const rivals = useRivals(claim.id);
  const [draft, setDraft, forget] = useDraft<Draft>(`credit.decide.${claim.id}`, { parts: {}, reason: '' });
  const decide = useDecide(claim);
  const chambers = byChamber(rivals.data ?? []);
  const parts = chambers.map((one) => ({ ...one, percent: draft.parts[one.chamber] ?? String(one.share / 100) }));
  const sum = parts.reduce((total, { percent }) => total + (Number(percent) || 0), 0);
  const right = Math.abs(sum - 100) < 0.005;
  const send = () =>
    decide.mutate(
      {
        parts: parts.map(({ chamber, percent }) => ({ chamber, share: Math.round((Number(percent) || 0) * 100) })),
        reason: draft.reason,
      },
      {
        onSuccess: () => {
          forget();
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      title={t('decideTitle', { investor: claim.investor })}
      consequences={[t('decideMeans'), t('decideTells')]}
      action={t('decideSend')}
      busy={decide.isPending}
      disabled={!rivals.data || !right || draft.reason.trim().length < 2}
      error={decide.error}
      onConfirm={send}
      onClose={onClose}
    >
      {!rivals.data && rivals.error && (
        <ErrorState title={t('failed')} error={rivals.error} onRetry={() => void rivals.refetch()} level={3} />
      )}
      {!rivals.data && !rivals.error && <Skeleton lines={3} />}
      {parts.map(({ chamber, name, since, percent, objection }, place) => (
        <Field
          key={chamber}
          label={t('partOf', { chamber: inLanguage(name) })}
          hint={[
            place === 0 && parts.length > 1 && t('first'),
            t('claimedOn', { day: formatDate(since) }),
            objection && t('objection', { text: objection }),
          ]
            .filter(Boolean)
            .join(' · ')}
        >
          <TextInput
            inputMode="decimal"
            value={percent}
            suffix="%"
            onChange={(event) => setDraft({ ...draft, parts: { ...draft.parts, [chamber]: event.target.value } })}
          />
        </Field>
      ))}
      {rivals.data && (
        <p className={right ? 'c2' : 'cr-sum'}>{right ? t('whole') : t('sum', { sum: Math.round(sum * 100) / 100 })}</p>
      )}
      <Field label={t('reason')} hint={t('reasonHint')}>
        <TextBox
          rows={3}
          maxLength={500}
          value={draft.reason}
          onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
        />
      </Field>
    </ConfirmDialog>
  );
}

/** One line a chamber, first come first. */
function byChamber(claims: Attribution[]) {
  const seen = new Map<
    string,
    { chamber: string; name: Record<string, string>; since: string; share: number; objection?: string }
  >();
  for (const { chamber, chamberName, claimedAt, share, dispute } of claims) {
    const known = seen.get(chamber) ?? { chamber, name: chamberName, since: claimedAt, share };
    seen.set(chamber, { ...known, share: Math.max(known.share, share), ...(dispute && { objection: dispute.text }) });
  }
  return [...seen.values()];
}
