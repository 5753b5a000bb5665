// Loaded before nbproof by a test: says at the end how much memory the process had at most, in kB.
process.on("exit", () => process.stderr.write(`peak memory ${process.resourceUsage().maxRSS}\n`));
