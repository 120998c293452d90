"""Files made to harm whoever opens them, each with what it gets; `docs/hostile-files.md` is written from them."""
