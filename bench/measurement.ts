/** One figure, with what it must not fall below or exceed. */
export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}
