/** What a problem code means to a client; its page is `/problems/<code>`. */
export interface ProblemCode {
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
}
