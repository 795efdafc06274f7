/** The product's sign: a planet with its ring. */
export function Mark({ size = 26 }: { size?: number }) {
  return <img src="/icon.svg" width={size} height={size} alt="" className="shrink-0" />;
}
