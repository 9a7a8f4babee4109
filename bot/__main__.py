"""Where the process starts: `pullquote`, or `python -m bot`."""

import gc
import os

START_FAST = {
    "OPENBLAS_NUM_THREADS": "1",  # numpy would start a thread a core for linear algebra, which is not used here
    "PYDANTIC_DISABLE_PLUGINS": "__all__",  # pydantic would look through all installed packages for plugins
}


def main() -> None:
    """Run the command. The settings that libraries read at their import are made before it, unless already made."""
    for name, value in START_FAST.items():
        os.environ.setdefault(name, value)
    gc.disable()  # nothing that an import makes is garbage
    from bot.cli import main as run  # noqa: PLC0415 -- see above

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
