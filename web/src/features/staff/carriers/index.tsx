export { CarrierEditorPage } from './CarrierEditorPage';
export { NewCarrierPage } from './NewCarrierPage';
export { StaffCarriersPage } from './StaffCarriersPage';
