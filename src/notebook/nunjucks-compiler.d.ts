/* oxlint-disable no-underscore-dangle -- these are the names that nunjucks gives its methods */
import "nunjucks";

/** As much of nunjucks' compiler as is used here, which its types leave out, or have wrong. */
declare module "nunjucks" {
  interface StringOptions {
    readonly name: string;
    readonly env: Environment;
    wrapper(templates: readonly [{ readonly template: string }]): string;
  }
  function precompileString(src: string, opts: StringOptions): string;
  namespace compiler {
    interface Place {
      /** From 0, and so is the column. */
      readonly lineno: number;
      readonly colno: number;
    }
    interface FilterNode extends Place {
      readonly name: { readonly value: string };
      readonly args: unknown;
    }
    class Compiler {
      compileFilter(this: Compiler, node: FilterNode, frame: unknown): void;
      compileIs(this: Compiler, node: Place, frame: unknown): void;
      compileIn(this: Compiler, node: Place, frame: unknown): void;
      _emit(code: string): void;
      _compileAggregate(nodes: unknown, frame: unknown, open: string, close: string): void;
    }
  }
}
