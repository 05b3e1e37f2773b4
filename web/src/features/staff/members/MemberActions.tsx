import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { useToast } from '@/components/Toast';
import { ActionButton } from '../shared/ActionButton';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { ProblemText } from '../shared/ProblemText';
import { saveFile } from '../shared/save';
import { type Member, useMemberData, useRemoveMember } from './api';

interface MemberActionsProps {
  member: Member;
  onRemoved: () => void;
}

/** What members may ask for by law: what is kept of them, and that it be removed. */
export function MemberActions({ member, onRemoved }: MemberActionsProps) {
  const { t } = useTranslation('staff-members');
  const say = useToast();
  const data = useMemberData(member.id);
  const remove = useRemoveMember(member.id);
  const [asked, ask] = useState(false);
  return (
    <section>
      <h3>{t('asks.title')}</h3>
      <p className="c3">{t('asks.note')}</p>
      <div className="row wrap-row">
        <ActionButton
          busy={data.isPending}
          onClick={() => data.mutate(undefined, { onSuccess: (all) => saveFile(asJson(all), `${member.name}.json`) })}
        >
          {t('asks.data')}
        </ActionButton>
        <Button danger onClick={() => ask(true)}>
          {t('asks.remove')}
        </Button>
      </div>
      {data.error && (
        <Notice tone="bad">
          <ProblemText error={data.error} />
        </Notice>
      )}
      {asked && (
        <ConfirmDialog
          title={t('asks.removeTitle', { name: member.name })}
          consequences={t('asks.consequences').split('\n')}
          action={t('asks.remove')}
          danger
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() =>
            remove.mutate(undefined, {
              onSuccess: () => {
                say(t('asks.removed', { name: member.name }));
                onRemoved();
              },
            })
          }
          onClose={() => ask(false)}
        />
      )}
    </section>
  );
}

const asJson = (content: unknown) => new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' });
