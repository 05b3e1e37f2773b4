export { ComparePage } from './ComparePage';
export { ParcelPage } from './ParcelPage';
export { ParcelsPage } from './ParcelsPage';
