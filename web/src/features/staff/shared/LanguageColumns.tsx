import { createContext, type ReactNode, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '@/components/Tabs';
import { type Language, languageNames, languages } from '@/lib/language';
import { missing, type Words } from './localised';
import { useNarrow } from './useNarrow';

const Shown = createContext<readonly Language[]>(languages);

/** The languages that text fields show beside each other right now. */
export function useShownLanguages(): readonly Language[] {
  return useContext(Shown);
}

interface LanguageColumnsProps {
  id: string;
  /** The texts inside, to mark in the tabs what is not translated yet. */
  texts: readonly Words[];
  children: ReactNode;
}

/** Chinese at the left and one translation beside it; on a phone one language at a time. */
export function LanguageColumns({ id, texts, children }: LanguageColumnsProps) {
  const { t } = useTranslation('staff');
  const narrow = useNarrow();
  const [chosen, setChosen] = useState<Language>('en');
  const [single, setSingle] = useState<Language>('zh-CN');
  const offered = narrow ? languages : languages.filter((tag) => tag !== 'zh-CN');
  const value = narrow ? single : chosen;
  const tabs = offered.map((tag) => {
    const count = missing(texts, tag);
    return {
      id: tag,
      label: count > 0 ? t('words.missing', { language: languageNames[tag], count }) : languageNames[tag],
    };
  });
  const shown: readonly Language[] = narrow ? [single] : ['zh-CN', chosen];
  return (
    <Shown.Provider value={shown}>
      <div className={narrow ? 'st-langs' : 'st-langs wide'}>
        {!narrow && (
          <p className="st-lang-first">
            {languageNames['zh-CN']} <small>{t('words.required')}</small>
          </p>
        )}
        <Tabs id={id} label={t('words.tabs')} tabs={tabs} value={value} onChange={narrow ? setSingle : setChosen} />
      </div>
      <div role="tabpanel" id={`${id}-panel-${value}`} aria-labelledby={`${id}-tab-${value}`} className="st-form">
        {children}
      </div>
    </Shown.Provider>
  );
}
