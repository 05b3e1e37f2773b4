import { useTranslation } from 'react-i18next';
import { SignedIn } from '@/app/SignedIn';
import { useTitle } from '@/lib/title';
import { Agreements } from './Agreements';
import { Kept } from './Kept';
import './mine.css';
import { OwnData } from './OwnData';
import { Password } from './Password';
import { Profile } from './Profile';
import { Questions } from './Questions';
import { Registrations } from './Registrations';
import { SignOut } from './SignOut';

/** My events, and who I am here. */
export function MinePage() {
  const { t } = useTranslation('account');
  useTitle(t('mine.title'));
  return (
    <SignedIn
      next="/me"
      words={{
        failed: t('mine.failed'),
        signedOut: t('mine.signedOut'),
        signedOutText: t('mine.signedOutText'),
        signIn: t('signIn.title'),
      }}
    >
      {(me) => (
        <div className="wrap mine">
          <div>
            <Registrations />
            <Agreements />
            <Kept />
            <Questions />
          </div>
          <div className="mine-side">
            <Profile me={me} key={me.version} />
            <Password me={me} />
            <SignOut />
            <OwnData me={me} />
          </div>
        </div>
      )}
    </SignedIn>
  );
}
