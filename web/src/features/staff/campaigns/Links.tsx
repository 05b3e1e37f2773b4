import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/components/Toast';
import { languageNames, languages } from '@/lib/language';
import { inLanguage } from '@/lib/text';
import { copyText } from '../shared/copy';
import { type Campaign, posterHref } from './api';

/** The link for everybody, and the poster with its code. */
export function Links({ campaign }: { campaign: Campaign }) {
  const { t, i18n } = useTranslation('staff-campaigns');
  const say = useToast();
  const [language, setLanguage] = useState(languages.find((one) => one === i18n.language) ?? languages[0]);
  const poster = posterHref(campaign.id, language);
  const link = campaign.openLink ?? '';
  return (
    <div className="cp-links">
      <img className="cp-poster" src={poster} alt={t('links.poster')} width={1080} height={1920} />
      <div>
        <h2>{t('links.open')}</h2>
        <p className="c2">{t('links.openText', { chamber: inLanguage(campaign.chamber.name) })}</p>
        <p className="cp-link code">{link}</p>
        <div className="st-actions">
          <Button type="primary" onClick={() => void copyText(link).then(() => say(t('copied')))}>
            {t('copyLink')}
          </Button>
          <Button href={`/api/v1/campaigns/${campaign.id}/code.png`} download="qr.png">
            {t('links.code')}
          </Button>
        </div>
        <h2>{t('links.poster')}</h2>
        <p className="c2">{t('links.posterText')}</p>
        <Radio.Group
          aria-label={t('texts.language')}
          optionType="button"
          value={language}
          onChange={(event) => setLanguage(event.target.value)}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <div className="st-actions">
          <Button href={poster} download="poster.png">
            {t('links.download')}
          </Button>
        </div>
      </div>
    </div>
  );
}
