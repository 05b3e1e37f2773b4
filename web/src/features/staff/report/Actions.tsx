import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useToast } from '@/components/Toast';
import { useProblemText } from '@/lib/problem';
import { ActionButton } from '../shared/ActionButton';
import { type Report, saveReport } from './api';
import { replayAt } from './figures';

/** To look at it again, or to take it along. */
export function Actions({ room, report, name }: { room: string; report: Report; name: string }) {
  const { t, i18n } = useTranslation('report');
  const say = useToast();
  const problem = useProblemText();
  const save = useMutation({
    mutationFn: (format: 'xlsx' | 'docx') => saveReport(room, format, i18n.language, name),
    onError: (error) => say(t('exportFailed', { problem: problem(error) })),
  });
  return (
    <div className="st-actions rp-screen">
      {report.startedAt && (
        <a className="btn soft" href={replayAt(report, report.startedAt)}>
          <Icon name="play" size="s" />
          {t('replay')}
        </a>
      )}
      <ActionButton icon={<Icon name="download" size="s" />} busy={save.isPending} onClick={() => save.mutate('xlsx')}>
        {t('xlsx')}
      </ActionButton>
      <ActionButton
        type="primary"
        icon={<Icon name="document" size="s" />}
        busy={save.isPending}
        onClick={() => save.mutate('docx')}
      >
        {t('docx')}
      </ActionButton>
    </div>
  );
}
