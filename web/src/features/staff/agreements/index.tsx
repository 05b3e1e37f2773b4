export { AgreementPage } from './AgreementPage';
export { AgreementsPage } from './AgreementsPage';
export { NewAgreementPage } from './NewAgreementPage';
