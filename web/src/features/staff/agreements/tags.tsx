import { useTranslation } from 'react-i18next';
import { Tag } from '@/components/Tag';
import { type AgreementState, type Signer, signerTones, stateTones } from './model';

export function AgreementTag({ state }: { state: AgreementState }) {
  const { t } = useTranslation('staff-agreements');
  return <Tag tone={stateTones[state]}>{t(`state.${state}`)}</Tag>;
}

export function SignerTag({ state }: { state: Signer['state'] }) {
  const { t } = useTranslation('staff-agreements');
  return <Tag tone={signerTones[state]}>{t(`signer.${state}`)}</Tag>;
}

/** How sure it is that a signer confirmed; a code is weaker than a passkey and says so. */
export function LevelTag({ level }: { level: Signer['level'] }) {
  const { t } = useTranslation('staff-agreements');
  if (!level) return null;
  return <Tag tone={level === 'code' ? 'warn' : 'plain'}>{t(`level.${level}`)}</Tag>;
}
