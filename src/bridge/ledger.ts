/** What one holder of bytes has in a ledger. */
export interface Account {
  readonly bytes: number;
  change(difference: number): void;
  close(): void;
}

/**
 * The bytes that are held for all clients together. Where they are more than a limit allows, whoever holds the most has
 * to let go of them: others hold on to what they have.
 */
export class Ledger {
  readonly limit: number;
  readonly #accounts = new Map<Account, () => void>();
  #total = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get total(): number {
    return this.#total;
  }

  /** `shed` is called when this account is the largest of too many, and has to make it smaller at once. */
  open(shed: () => void): Account {
    let bytes = 0;
    let closed = false;
    const account: Account = {
      get bytes() {
        return bytes;
      },
      change: (difference) => {
        if (closed) return;
        bytes += difference;
        this.#total += difference;
        if (difference > 0) this.#keepLimit();
      },
      close: () => {
        if (closed) return;
        closed = true;
        this.#accounts.delete(account);
        this.#total -= bytes;
        bytes = 0;
      },
    };
    this.#accounts.set(account, shed);
    return account;
  }

  #keepLimit(): void {
    let before = Infinity;
    while (this.#total > this.limit && this.#total < before) {
      before = this.#total;
      const [, shed] = [...this.#accounts].reduce((most, one) => (one[0].bytes > most[0].bytes ? one : most));
      shed();
    }
  }
}

/** Both ways. */
export interface Ledgers {
  /** What kernels have sent and clients have not taken. */
  readonly outgoing: Ledger;
  /** What clients have sent: messages that are not whole yet, and those that kernels have not taken. */
  readonly incoming: Ledger;
}
