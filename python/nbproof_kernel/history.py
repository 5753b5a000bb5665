"""What was executed in this session. IPython's own database needs a thread and sqlite3."""

from fnmatch import fnmatch


def history(shell, hist_access_type, output=False, raw=True, session=0, start=0, stop=None, n=None, pattern=None, unique=False):
    """The content of a history_reply."""
    manager = shell.history_manager
    if hist_access_type == "range":
        entries = list(manager.get_range(session or 0, start, stop, raw=raw, output=output))
        return {"status": "ok", "history": entries}
    inputs = manager.input_hist_raw if raw else manager.input_hist_parsed
    lines = [(number, text) for number, text in enumerate(inputs) if number > 0]
    if hist_access_type == "search":
        lines = [(number, text) for number, text in lines if fnmatch(text, pattern or "*")]
        if unique:
            lines = list({text: (number, text) for number, text in lines}.values())
    lines = lines[-n:] if n else lines
    session_number = manager.session_number or 1
    if output:
        return {"status": "ok", "history": [(session_number, number, (text, manager.output_hist_reprs.get(number))) for number, text in lines]}
    return {"status": "ok", "history": [(session_number, number, text) for number, text in lines]}
