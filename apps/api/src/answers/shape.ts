/** The fields of a class that only declares what objects look like. */
export type Shape<Class> = { readonly [Field in keyof Class]: Class[Field] };

/** The same of all classes within it. */
export type WholeShape<Value> = Value extends readonly (infer Member)[]
  ? readonly WholeShape<Member>[]
  : Value extends object
    ? { readonly [Field in keyof Value]: WholeShape<Value[Field]> }
    : Value;
