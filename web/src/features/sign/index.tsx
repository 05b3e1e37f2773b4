export { SignPage } from './SignPage';
