"""A Jupyter kernel inside Pyodide: real IPython, with messages handed to JavaScript instead of ZMQ."""
