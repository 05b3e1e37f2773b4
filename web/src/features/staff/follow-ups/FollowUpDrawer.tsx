import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Tag } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { formatDate } from '@/lib/time';
import type { FollowUp } from './api';
import { Due } from './Due';
import { AnswerForm, AssignForm, CloseForm } from './forms';
import { Status } from './Status';

/** One line of the ledger: what was asked, who answers until when, and the answer. */
export function FollowUpDrawer({ line, onClose }: { line: FollowUp; onClose: () => void }) {
  const { t, i18n } = useTranslation('staff');
  const { question, status, answeredBy, answeredAt, note } = line;
  return (
    <Drawer open onClose={onClose} size={640} title={t('followUps.title')} closable={{ 'aria-label': t('form.close') }}>
      <div className="st-form">
        <header>
          <p className="st-note">{inLanguage(line.session, i18n.language)}</p>
          <h2>{question.text || '–'}</h2>
          <p className="st-note">
            <Status line={line} />{' '}
            {question.anonymous ? t('followUps.anonymous') : [question.name, question.org].filter(Boolean).join(' ')}
            {question.votes > 0 && ` · ${t('followUps.votes', { count: question.votes })}`}
          </p>
          <p>
            <Due line={line} />
          </p>
        </header>
        {status === 'answered' && answeredAt && (
          <p className="st-note">
            {t('followUps.answeredBy', {
              name: answeredBy?.name || t('people.erased'),
              day: formatDate(answeredAt, line.timeZone),
            })}{' '}
            {line.onPage ? (
              <Tag tone="ok">{t('followUps.isOnPage')}</Tag>
            ) : (
              line.public && <Tag>{t('followUps.isPublic')}</Tag>
            )}
          </p>
        )}
        {note && <p>{note}</p>}
        {status === 'open' && <AssignForm line={line} />}
        {status !== 'closed' && <AnswerForm line={line} />}
        {status === 'open' && <CloseForm line={line} />}
      </div>
    </Drawer>
  );
}
