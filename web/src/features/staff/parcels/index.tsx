export { NewParcelPage } from './NewParcelPage';
export { ParcelEditorPage } from './ParcelEditorPage';
export { StaffParcelsPage } from './StaffParcelsPage';
