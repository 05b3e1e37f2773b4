export { CarrierPage } from './CarrierPage';
export { CarriersPage } from './CarriersPage';
