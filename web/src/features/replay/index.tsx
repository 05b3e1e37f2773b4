export { ReplayPage } from './ReplayPage';
