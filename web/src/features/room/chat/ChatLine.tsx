import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import type { Line, Person } from '@/lib/room/types';
import { clockTime } from '../clock';
import styles from './chat.module.css';
import { Words } from './Words';

export interface LineActions {
  onReply?: ((line: Line) => void) | undefined;
  onRetract?: ((line: Line) => void) | undefined;
  onHide?: ((line: Line) => void) | undefined;
}

interface ChatLineProps extends LineActions {
  line: Line;
  author: Person | undefined;
  mine: boolean;
  /** The line this one answers, as far as this page has it. */
  answered?: Line | undefined;
  answeredAuthor?: Person | undefined;
  selected: boolean;
  onSelect: (seq: number) => void;
}

const gone = { hidden: 'chat.hidden', retracted: 'chat.retracted', erased: 'chat.gone' } as const;

export const ChatLine = memo(function ChatLine(props: ChatLineProps) {
  const { line, author, mine, answered, answeredAuthor, selected, onSelect } = props;
  const { t } = useTranslation('room');
  const name = (person: Person | undefined) => person?.name || t(person ? 'chat.erased' : 'chat.someone');
  if (line.status !== 'posted') {
    return (
      <li className={styles.gone} data-seq={line.seq}>
        {t(gone[line.status])}
      </li>
    );
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the buttons inside take the keyboard; a tap only shows them
    <li
      className={styles.line}
      data-seq={line.seq}
      data-mine={mine || undefined}
      data-selected={selected || undefined}
      onClick={() => onSelect(line.seq)}
    >
      <p className={styles.who}>
        <b>{mine ? t('chat.me') : name(author)}</b>
        {author?.org && !mine && <span className={styles.org}>{author.org}</span>}
        {author?.role && author.role !== 'guest' && <Role role={author.role} />}
        <time dateTime={line.at}>{clockTime(line.at)}</time>
      </p>
      {line.replyTo !== undefined && (
        <p className={styles.quote}>
          {answered?.text
            ? `${name(answeredAuthor)}：${answered.text}`
            : t(answered ? gone[answered.status as 'hidden'] : 'chat.replyGone')}
        </p>
      )}
      <p className={styles.text}>
        <Words text={line.text ?? ''} />
      </p>
      <Actions {...props} />
    </li>
  );
});

function Role({ role }: { role: string }) {
  const { t } = useTranslation('room');
  if (role !== 'host' && role !== 'presenter' && role !== 'moderator') return null;
  return <span className={styles.role}>{t(`role.${role}`)}</span>;
}

function Actions({ line, mine, onReply, onRetract, onHide }: ChatLineProps) {
  const { t } = useTranslation('room');
  if (!onReply && !onRetract && !onHide) return null;
  return (
    <fieldset className={styles.actions} aria-label={t('chat.actions')}>
      {onReply && (
        <button type="button" onClick={() => onReply(line)}>
          <Icon name="reply" size="s" />
          {t('chat.reply')}
        </button>
      )}
      {mine && onRetract && (
        <button type="button" onClick={() => onRetract(line)}>
          {t('chat.retract')}
        </button>
      )}
      {!mine && onHide && (
        <button type="button" onClick={() => onHide(line)}>
          {t('chat.hide')}
        </button>
      )}
    </fieldset>
  );
}
