/* oxlint-disable no-underscore-dangle -- these are the names that nunjucks gives its methods */
import type nunjucks from "nunjucks";

/**
 * Makes nunjucks note where each filter, test and `in` stands, as it does for calls: what these throw would else be told
 * at some call before them.
 */
export function placeFaults(prototype: nunjucks.compiler.Compiler): void {
  if (placed.has(prototype)) return;
  placed.add(prototype);
  prototype.compileFilter = compilePlacedFilter;
  for (const kind of ["compileIs", "compileIn"] as const) {
    const compile = prototype[kind];
    prototype[kind] = function compilePlaced(node, frame) {
      this._emit(`(${at(node)}, `);
      compile.call(this, node, frame);
      this._emit(")");
    };
  }
}

function compilePlacedFilter(
  this: nunjucks.compiler.Compiler,
  { name, args, ...node }: nunjucks.compiler.FilterNode,
  frame: unknown,
): void {
  // Once more after the arguments, which have filters of their own.
  this._emit(`((filter, given) => (${at(node)}, filter.apply(context, given)))`);
  this._emit(`((${at(node)}, env.getFilter(${JSON.stringify(name.value)})), `);
  this._compileAggregate(args, frame, "[", "]");
  this._emit(")");
}

const placed = new WeakSet<object>();

function at({ lineno, colno }: nunjucks.compiler.Place): string {
  return `lineno = ${lineno}, colno = ${colno}`;
}
