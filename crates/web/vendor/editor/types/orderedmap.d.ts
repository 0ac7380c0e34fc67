declare const OrderedMap: any;
type OrderedMap<T> = any;
export = OrderedMap;
