/** The fields of a class that only declares what objects look like. */
export type Shape<Class> = { readonly [Field in keyof Class]: Class[Field] };
