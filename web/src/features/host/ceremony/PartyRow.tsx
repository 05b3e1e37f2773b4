import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Tag } from '@/components/Tag';
import type { AgreementParty } from '@/lib/room/types';
import { confirmedAt, hasConfirmed, isWeaker, progressOf, signerOf } from '../../room/ceremony/agreement';
import { exactTime } from '../../room/clock';

/** A party and its light: a full ring once it has confirmed, a dashed one before, a square when it declined. */
export function PartyRow({ party }: { party: AgreementParty }) {
  const { t } = useTranslation('host-ceremony');
  const progress = progressOf(party);
  const lit = hasConfirmed(party);
  const at = lit ? confirmedAt(party) : undefined;
  return (
    <li data-light={lit ? 'on' : progress === 'declined' ? 'bad' : 'off'}>
      <i aria-hidden="true">{lit && <Icon name="check" size="s" />}</i>
      <div>
        <b>
          {party.role} {party.name}
        </b>
        <small className="clip">{[party.place, signerOf(party)?.name].filter(Boolean).join(' · ')}</small>
      </div>
      <span>
        {t(`progress.${progress}`)}
        {at && <small>{exactTime(at)}</small>}
      </span>
      {isWeaker(party) && <Tag tone="warn">{t('weaker')}</Tag>}
    </li>
  );
}
