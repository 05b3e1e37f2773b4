import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { useProblemText } from '@/lib/problem';
import { useMedia } from './MediaProvider';
import styles from './media.module.css';

/** Below the stage, and never over it: what is wrong with the picture, and the way back. */
export default function MediaBar() {
  const { t } = useTranslation('media');
  const problem = useProblemText();
  const { media, state } = useMedia();
  const again = (
    <Button size="s" onClick={() => media.setPicture(true)}>
      {t('picture.back')}
    </Button>
  );
  const [words, action] =
    state.refused !== undefined
      ? [problem(state.refused), undefined]
      : state.cut
        ? [t('cut'), undefined]
        : state.picture !== 'on'
          ? [t(`picture.${state.picture}`), again]
          : [undefined, undefined];
  if (!words) return null;
  return (
    <div className={styles.bar} role="status">
      <Icon name={state.picture === 'on' ? 'offline' : 'sound'} size="s" />
      <span>{words}</span>
      {action}
    </div>
  );
}
