import { useTranslation } from 'react-i18next';
import { Tag } from '@/components/Tag';
import { useRoomView } from './session';
import { roomStateOf } from './views';

/** 直播中 is the only filled vermilion label; the other states are quiet words. */
export function StateBadge() {
  const { t } = useTranslation('room');
  const state = useRoomView(roomStateOf);
  const word = t(`state.${state}`);
  if (state === 'live') return <span className="live">{word}</span>;
  return <Tag tone={state === 'paused' ? 'warn' : 'plain'}>{word}</Tag>;
}
