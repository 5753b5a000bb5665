/** The exact value of a number as written: `coefficient` times ten to the `exponent`. */
export type ExactNumber =
  | { readonly kind: "finite"; readonly coefficient: bigint; readonly exponent: number }
  | { readonly kind: "infinite"; readonly negative: boolean }
  | { readonly kind: "nan" };

type Finite = Extract<ExactNumber, { kind: "finite" }>;

const decimal = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,4}))?$/;
const hexadecimal = /^([+-]?)(0[xX][0-9a-fA-F]+)$/;

/** The value of a text that is a number by the table of holes, else nothing; never rounded to a float. */
export function readNumber(text: string): ExactNumber | undefined {
  if (/^[+-]?inf$/.test(text)) return { kind: "infinite", negative: text.startsWith("-") };
  if (/^[+-]?nan$/.test(text)) return { kind: "nan" };
  const [, hexSign, hexDigits] = hexadecimal.exec(text) ?? [];
  if (hexDigits !== undefined) return finite(hexSign, BigInt(hexDigits), 0);
  const [, sign, whole = "", fraction = "", exponent = "0"] = decimal.exec(text) ?? [];
  if (sign === undefined || whole + fraction === "") return undefined;
  return finite(sign, BigInt(whole + fraction), Number(exponent) - fraction.length);
}

function finite(sign: string | undefined, digits: bigint, exponent: number): Finite {
  return { kind: "finite", coefficient: sign === "-" ? -digits : digits, exponent };
}

/** -1, 0 or 1 as `left` is below, equal to or above `right`; nothing where either is nan, which has no order. */
export function compareNumbers(left: ExactNumber, right: ExactNumber): -1 | 0 | 1 | undefined {
  if (left.kind === "nan" || right.kind === "nan") return undefined;
  if (left.kind === "infinite" || right.kind === "infinite") return order(endOf(left), endOf(right));
  const [a, b] = align(left, right);
  return order(a, b);
}

function endOf(number: ExactNumber): number {
  if (number.kind !== "infinite") return 0;
  return number.negative ? -1 : 1;
}

function order<T extends number | bigint>(left: T, right: T): -1 | 0 | 1 {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The coefficients of both over the smaller of the two exponents. */
function align(left: Finite, right: Finite): [bigint, bigint, number] {
  const exponent = Math.min(left.exponent, right.exponent);
  const scale = (number: Finite): bigint => number.coefficient * 10n ** BigInt(number.exponent - exponent);
  return [scale(left), scale(right), exponent];
}

/** The sum of finite numbers, or its negative. */
export function sumOf(numbers: readonly ExactNumber[], isNegative = false): ExactNumber {
  const total = numbers.reduce<Finite>(
    (sum, number) => {
      if (number.kind !== "finite") return sum;
      const [a, b, exponent] = align(sum, number);
      return { kind: "finite", coefficient: a + b, exponent };
    },
    { kind: "finite", coefficient: 0n, exponent: 0 },
  );
  return isNegative ? { ...total, coefficient: -total.coefficient } : total;
}

/** Whether `value` is at most `distance` away from `centre`: a number, or so many per cent of the centre. */
export function isNear(
  value: ExactNumber,
  centre: ExactNumber,
  { distance, percent }: { readonly distance: ExactNumber; readonly percent: boolean },
): boolean {
  if (value.kind !== "finite" || centre.kind !== "finite") return compareNumbers(value, centre) === 0;
  if (distance.kind !== "finite") return distance.kind === "infinite" && !distance.negative;
  const [a, b, exponent] = align(value, centre);
  const gap: Finite = { kind: "finite", coefficient: magnitude(a - b), exponent };
  const allowed = percent ? percentOf(centre, distance) : distance;
  return compareNumbers(gap, allowed) !== 1;
}

function percentOf(centre: Finite, distance: Finite): Finite {
  return {
    kind: "finite",
    coefficient: magnitude(centre.coefficient) * distance.coefficient,
    exponent: centre.exponent + distance.exponent - 2,
  };
}

/** Whether `value`, rounded or cut off to as many decimals as `written` has, is `written`. */
export function agreesAsWritten(value: ExactNumber, written: ExactNumber): boolean {
  if (value.kind !== "finite" || written.kind !== "finite") return false;
  const [a, b, exponent] = align(value, written);
  const unit = 10n ** BigInt(written.exponent - exponent);
  const isRounded = 2n * magnitude(a - b) <= unit;
  const isCutOff = a < 0n === b < 0n && magnitude(a) >= magnitude(b) && magnitude(a) - magnitude(b) < unit;
  return isRounded || isCutOff;
}

function magnitude(number: bigint): bigint {
  return number < 0n ? -number : number;
}
