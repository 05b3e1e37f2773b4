export { Admission } from './Admission';
export { CodePage } from './CodePage';
