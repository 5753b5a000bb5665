export const files = {
  "my-course/course.yaml": "title: My course\nlessons: [counting.yaml]\n",
  "my-course/counting.yaml": "title: Counting\nsteps:\n  - code: |\n      print(1 + 1)  # => 2\n",
};

export const expected = {
  "Check a course": /^Kernel .*[\s\S]*✓ counting[\s\S]*1 passed/,
  "Choose how it runs": /^counting passed\n3 passed 0\n$/,
  "Make the notebooks": /^\d files in .*my-course\n$/,
  "Write a report": /^$/,
  "Serve kernels": /^true\n$/,
};

export function examplesOf(page) {
  const examples = [];
  for (const section of page.split(/^## /m).slice(1)) {
    const [heading = ""] = section.split("\n");
    for (const [, code = ""] of section.matchAll(/^```js\n(.*?)^```$/gms)) {
      // What comes from JSON, or may not be there, is for a program in TypeScript to make sure of.
      examples.push({ heading, code, checked: !/answer\.json|diagnostics\[0\]/.test(code) });
    }
  }
  return examples;
}
