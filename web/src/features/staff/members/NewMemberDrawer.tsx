import { Button, Drawer } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/components/Toast';
import { idempotencyKey } from '@/lib/api';
import { useDraft } from '@/lib/draft';
import { ActionButton } from '../shared/ActionButton';
import { ErrorSummary } from '../shared/ErrorSummary';
import { useFieldProblems } from '../shared/problems';
import { useAddMember } from './api';
import { ConsentFields, type ConsentForm } from './ConsentFields';
import { emptyMember, type MemberForm } from './form';
import { MemberFields, useMemberIssues } from './MemberFields';

interface NewMemberDrawerProps {
  chamber: string;
  onClose: () => void;
}

/** Adds one member by hand. What is typed stays until it is saved. */
export function NewMemberDrawer({ chamber, onClose }: NewMemberDrawerProps) {
  const { t } = useTranslation('staff-members');
  const { t: staff } = useTranslation('staff');
  const say = useToast();
  const [form, setForm, clear] = useDraft<MemberForm & ConsentForm>(`member:${chamber}:new`, {
    ...emptyMember,
    source: '',
  });
  const add = useAddMember();
  const key = useRef(idempotencyKey());
  const problems = useFieldProblems(add.error, form);
  const set = (change: Partial<MemberForm & ConsentForm>) => {
    key.current = idempotencyKey();
    setForm((before) => ({ ...before, ...change }));
  };
  const { basis, ...rest } = form;
  const ready = form.name.trim() && basis && form.source.trim();
  const save = () =>
    basis &&
    add.mutate(
      { draft: { chamber, basis, ...rest }, key: key.current },
      {
        onSuccess: ({ name }) => {
          clear();
          say(t('new.done', { name }));
          onClose();
        },
      },
    );
  return (
    <Drawer
      open
      onClose={onClose}
      size={720}
      title={t('new.title')}
      closable={{ 'aria-label': staff('form.cancel') }}
      footer={
        <div className="st-form-foot">
          <ActionButton type="primary" onClick={save} busy={add.isPending} disabled={!ready}>
            {t('new.action')}
          </ActionButton>
          <Button onClick={onClose}>{staff('form.later')}</Button>
        </div>
      }
    >
      <div className="st-form">
        <ErrorSummary error={add.error} issues={useMemberIssues(problems)} />
        <MemberFields chamber={chamber} form={form} set={set} problems={problems} />
        <ConsentFields form={form} set={set} problems={problems} hint={t('new.sourceHint')} />
      </div>
    </Drawer>
  );
}
