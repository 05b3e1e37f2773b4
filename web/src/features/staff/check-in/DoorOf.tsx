import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { formatNumber } from '@/lib/text';
import { useCheckIns, useDoor } from './api';
import { Kept } from './Kept';
import { Lookup } from './Lookup';
import { Recent } from './Recent';
import { Scanner } from './Scanner';
import { VerdictView } from './VerdictView';

interface Props {
  event: string;
  /** Read by another app, which opened this page with it. */
  code: string | undefined;
  onCodeUsed: () => void;
}

/** The door of one event: camera, what it says, the fallback, and who came. */
export function DoorOf({ event, code, onCodeUsed }: Props) {
  const { t } = useTranslation('staff-check-in');
  const { door, verdict, kept, missed } = useDoor(event);
  const list = useCheckIns(event);
  const { counts } = list;
  const use = (shown: string) => {
    onCodeUsed();
    void door.admit({ code: shown, method: 'scan' });
  };
  return (
    <>
      <p className="ci-count" role="status">
        {counts && t('came', { came: formatNumber(counts.came), expected: formatNumber(counts.expected) })}
      </p>
      {code && (
        <Notice
          action={
            <Button type="primary" onClick={() => use(code)}>
              {t('shown.action')}
            </Button>
          }
        >
          {t('shown.text')}
        </Notice>
      )}
      <div className="ci-door">
        <div>
          <Scanner onCode={(found) => void door.admit({ code: found, method: 'scan' })} />
          <VerdictView verdict={verdict} onAdmit={(draft) => void door.admit({ ...draft, admitWaiting: true })} />
          <Kept
            kept={kept.length}
            missed={missed}
            onFlush={() => door.flush()}
            onDismiss={(key) => door.dismiss(key)}
          />
        </div>
        <Lookup event={event} onAdmit={(draft) => void door.admit(draft)} />
      </div>
      <Recent event={event} list={list} />
    </>
  );
}
