import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import type { Me } from '@/lib/auth';
import { useProblemText } from '@/lib/problem';
import { type Choices, useChoices, useChoose } from './api';

const kinds: readonly (keyof Choices)[] = [
  'answer',
  'moved',
  'cancelled',
  'cast',
  'parcel',
  'late',
  'credit',
  'webhook',
];

/** Those that only come to who may do something about it. */
const staffs: Partial<Record<keyof Choices, string>> = { late: 'list-follow-ups', webhook: 'list-webhooks' };

/** Which messages also come by mail; each choice is kept at once. */
export function MailChoices({ me }: { me: Me }) {
  const { t } = useTranslation('inbox');
  const text = useProblemText();
  const { data: now } = useChoices();
  const choose = useChoose();
  const [picked, pick] = useState<Choices>(); // until the server has kept it
  const mail = me.contacts.find(({ kind, verified }) => kind === 'mail' && (verified || me.kind === 'guest'));
  const shown = kinds.filter((kind) => me.can.includes(staffs[kind] ?? '') || !staffs[kind]);
  const change = (next: Choices) => {
    pick(next);
    choose.mutate(next, { onSettled: () => pick(undefined) });
  };
  return (
    <section aria-labelledby="mail-title" className="inbox-mail">
      <h2 id="mail-title">{t('mail.title')}</h2>
      <p className="c2">{mail ? t('mail.to', { mail: mail.value }) : t('mail.none')}</p>
      {choose.error && <Notice tone="bad">{text(choose.error)}</Notice>}
      {mail &&
        now &&
        shown.map((kind) => (
          <label key={kind}>
            <input
              type="checkbox"
              checked={(picked ?? now)[kind]}
              disabled={choose.isPending}
              onChange={(event) => change({ ...now, [kind]: event.target.checked })}
            />
            {t(`kind.${kind}`)}
          </label>
        ))}
    </section>
  );
}
